const tables: Readonly<Record<string, string>> = {
  cases: "诉求",
  case_handlers: "诉求的经办人",
  files: "诉求的照片和录音",
  accounts: "村民账号",
  claims: "名册认领",
  staff: "工作人员账号",
  appointments: "任职",
  totp_resets: "动态码重置",
  areas: "区域",
  rolls: "名册",
  roll_imports: "名册导入",
  trail_verifications: "核验的结果",
};

/** A table in words; one that has none is named as it is, because a finding without a name is no use. */
export const tableWords = (table: string): string => tables[table] ?? table;
