import type { CountyProfile } from "@cunqing/config";

/** What a timeline says of each kind of entry, in a villager's words. */
export const timelineTitles: Readonly<Record<string, string>> = {
  "case.submitted": "提交了诉求",
  "case.accepted": "已受理",
  "case.declined": "没有受理",
  "case.assigned": "交给专人办理",
  "case.started": "开始办理",
  "case.finished": "办理完成，请反映人确认",
  "case.confirmed": "反映人确认：办好了",
  "case.disputed": "反映人说没办好，重新办理",
  "case.fell_silent": "反映人一直没有回复，记为“未确认”",
  "case.closed": "归档",
  "case.erased": "反映人已注销，他的信息已删除",
  "case.released": "内容已公开",
};


/** The words under a title, from the entry's details. `isPublic` leaves out what only the two sides should read. */
export function entryText(county: CountyProfile, kind: string, details: Readonly<Record<string, string>>, isPublic: boolean): string | null {
  switch (kind) {
    case "case.finished":
      return details.outcome ?? null;
    case "case.declined":
      return isPublic ? null : declineText(county, details);
    case "case.confirmed":
    case "case.disputed":
      return ratingText(county, details, isPublic);
    case "case.accepted":
      return isPublic ? null : joined([details.category && `类别改为“${details.category}”`, details.note]);
    case "case.assigned":
    case "case.started":
      return isPublic ? null : (details.note ?? null);
    case "case.erased":
      return isPublic ? null : keptText(county);
    default:
      return null;
  }
}

/** Why there is still something to read of a case whose reporter is gone, and why not for everybody. */
function keptText(county: CountyProfile): string | null {
  const kept = county.privacy.retention.find((one) => one.code === "case_archive");
  return kept?.ground === "law" ? `${kept.name}：${kept.law}${kept.article}` : null;
}

function declineText(county: CountyProfile, details: Readonly<Record<string, string>>): string | null {
  const known = county.declineReasons.find((reason) => reason.code === details.reasonCode);
  return joined([known?.name, details.reason, known?.advice]);
}

function ratingText(county: CountyProfile, details: Readonly<Record<string, string>>, isPublic: boolean): string | null {
  const grade = county.grades.find((candidate) => candidate.code === details.grade)?.name;
  const tags = details.tags === undefined ? [] : (JSON.parse(details.tags) as string[]);
  return joined([
    grade && (details.isLate === undefined ? grade : `${grade}(过了期限才回复)`),
    tags.join("、"),
    isPublic ? undefined : details.words,
  ]);
}

const joined = (parts: readonly (string | undefined)[]): string | null => parts.filter(Boolean).join("。") || null;
