/** How a stored value becomes words; without one it is shown as it is. */
export type DetailWords = "category" | "door" | "role" | "grade" | "decline_reason" | "list" | "yes" | "ground" | "part" | "field" | "verdict";

export interface DetailField {
  readonly label: string;
  /** Words of a villager: only for those who may read private cases at the place. */
  readonly isVillagersWords?: true;
  readonly words?: DetailWords;
}

/**
 * Which details the viewer shows, by kind. What is not named here stays hidden: files and their hashes, devices,
 * user names. A villager's words that were released stand in the entry of the release.
 */
export function shownFields(kind: string, seesWords: boolean): readonly (readonly [string, DetailField])[] {
  return Object.entries(fieldsOf[kind] ?? {}).filter(([, field]) => seesWords || field.isVillagersWords !== true);
}

const reason = { label: "原因" };
const note = { label: "说明" };
const change = { from: { label: "原来" }, to: { label: "现在" }, reason };
const rating = {
  grade: { label: "评价", words: "grade" },
  tags: { label: "选的原因", words: "list" },
  words: { label: "反映人的话", isVillagersWords: true },
  isLate: { label: "过期才回复", words: "yes" },
} as const;

const fieldsOf: Readonly<Record<string, Readonly<Record<string, DetailField>>>> = {
  "case.submitted": {
    door: { label: "入口", words: "door" },
    category: { label: "类别", words: "category" },
    text: { label: "反映的内容", isVillagersWords: true },
    place: { label: "地点", isVillagersWords: true },
  },
  "case.accepted": { note, category: { label: "类别改为" } },
  "case.declined": { reasonCode: { label: "类型", words: "decline_reason" }, reason },
  "case.assigned": { assignee: { label: "交给（编号）" }, note },
  "case.started": { note },
  "case.finished": { outcome: { label: "办理结果" } },
  "case.confirmed": rating,
  "case.disputed": rating,
  "case.released": { text: { label: "公开的内容" } },
  "case.private_viewed": { number: { label: "诉求编号" } },
  "person.shown": { field: { label: "看了什么", words: "field" }, reason },
  "look.released": { reason },
  "security_log.read": { reason },
  "withholding.proposed": { of: { label: "哪一件（编号）" }, part: { label: "遮盖什么", words: "part" }, ground: { label: "依据", words: "ground" }, reason },
  "withholding.approved": { reason },
  "withholding.refused": { reason },
  "withholding.lifted": { reason },
  "roll.import_checked": {
    rows: { label: "行数" },
    new: { label: "新增" },
    changed: { label: "变动" },
    same: { label: "没变" },
    duplicates: { label: "重复" },
    errors: { label: "错误" },
  },
  "roll.import_failed": { failure: reason },
  "roll.import_cancelled": { why: reason },
  "roll.switched": { generation: { label: "第几版" }, people: { label: "人数" } },
  "claim.refused": { reason },
  "erasure.requested": { reason },
  "erasure.approved": { reason, isAlone: { label: "登记和批准是同一人（全县只有一位负责人）", words: "yes" } },
  "erasure.refused": { reason },
  "account.created": { via: { label: "方式" } },
  "session.opened": { via: { label: "方式" } },
  "session.refused": { cause: reason },
  "staff.created": { name: { label: "姓名" } },
  "staff.locked": { reason },
  "staff.unlocked": { reason },
  "appointment.given": { role: { label: "岗位", words: "role" }, startsOn: { label: "从" }, endsOn: { label: "到" } },
  "appointment.ended": { role: { label: "岗位", words: "role" }, reason },
  "totp_reset.requested": { reason },
  "area.opened": { name: { label: "名称" }, code: { label: "代码" } },
  "area.renamed": change,
  "area.recoded": change,
  "area.merged": { from: { label: "并出" }, to: { label: "并入" }, reason },
  "area.moved": { table: { label: "数据表" }, rows: { label: "行数" } },
  "field_keys.changed": { table: { label: "数据表" }, column: { label: "列" }, rows: { label: "行数" } },
  "trail.verification_finished": { outcome: { label: "结果", words: "verdict" }, findings: { label: "对不上的（处）" } },
  "reader.hold_released": { reader: { label: "任务" } },
  "dossier.made": { reason, content: { label: "卷宗的指纹" } },
  "journal.sealed_viewed": { entries: { label: "看了哪几条" } },
};
