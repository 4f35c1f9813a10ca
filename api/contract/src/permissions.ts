/** Every permission, with the name the role editor shows. */
export const permissions = {
  "case.read": "查看诉求",
  "case.read_private": "查看不公开的诉求",
  "case.accept": "受理诉求",
  "case.decline": "不予受理",
  "case.assign": "交办诉求",
  "case.work": "办理诉求",
  "case.release": "公开诉求内容",
  "case.figures": "查看办理情况",
  "roll.read": "查看名册",
  "roll.import": "导入名册",
  "roll.show_sensitive": "查看完整证件号和电话",
  "claim.review": "审核认领",
  "area.manage": "管理区域",
  "staff.read": "查看工作人员",
  "staff.manage": "管理工作人员",
  "staff.totp_reset": "重置动态码",
  "journal.read": "查看留痕",
  "trail.verify": "核验全部留痕",
  "dossier.make": "导出诉求卷宗",
  "look.read_withheld": "查看暂不告知的查阅记录",
  "look.release": "解除查阅记录的暂不告知",
  "security_log.read": "查看网络安全日志",
  "erasure.decide": "决定个人信息删除",
  "withhold.propose": "提出遮盖公开内容",
  "withhold.approve": "审批遮盖公开内容",
  "delivery.read": "查看消息发送",
  "delivery.retry": "重发消息",
  "reader.manage": "处理停住的后台任务",
} as const;

export type Permission = keyof typeof permissions;

export const permissionNames = Object.keys(permissions) as [Permission, ...Permission[]];
