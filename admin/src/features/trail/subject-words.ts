/** Kinds of subject that have a page of their own. */
export const subjectPages: Readonly<Record<string, { readonly label: string; readonly path?: string }>> = {
  case: { label: "诉求", path: "/cases/" },
  staff: { label: "工作人员", path: "/staff/" },
  area: { label: "区域", path: "/areas?id=" },
  roll_import: { label: "名册导入", path: "/roll-imports/" },
  sealed: { label: "密件" },
  reader_hold: { label: "后台任务" },
  trail_verification: { label: "记录核验" },
  roll: { label: "名册" },
  person: { label: "名册上的人" },
  claim: { label: "认领" },
  account: { label: "账号" },
  session: { label: "登录" },
  appointment: { label: "任职" },
  file: { label: "文件" },
  message: { label: "消息" },
  delivery: { label: "消息发送" },
  totp_reset: { label: "动态码重置" },
  look: { label: "查阅" },
  erasure: { label: "个人信息删除", path: "/erasures/" },
  withholding: { label: "遮盖" },
};

/** A kind this release does not know yet is shown as it is called, rather than hidden. */
export function subjectWord(kind: string): string {
  return subjectPages[kind]?.label ?? kind;
}
