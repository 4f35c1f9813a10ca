import type { Judgement } from "./judge.ts";
import type { Signed } from "./memory.ts";
import type { Alarm, AlarmKind } from "./outcome.ts";

/** Everything a witness says, in both languages: a township clerk reads it, and so does whoever is called for help. */
const alarmWords: Readonly<Record<AlarmKind, readonly [string, string]>> = {
  fork: ["记录册分叉了：前后两份签了名的记录互相矛盾", "The record forked: two signed heads contradict each other"],
  shrink: ["记录册变短了，又没有签了名的恢复说明：有记录被抹掉", "The record became shorter without a signed statement of a restore: entries were wiped out"],
  wrong_signature: ["拿到的记录没有记录册的有效签名", "A head was served that no key of the log signed"],
  missing_proof: ["记录册拿不出证明，说不清新的记录是接着旧的写的", "The record does not prove that its new head continues the old one"],
};

export function alarmText(alarm: Alarm, atMs: number): string {
  const [chinese, english] = alarmWords[alarm.kind];
  const heads = alarm.evidence.map((note, index) => `===== ${index + 1} =====\n${note}`);
  return [`警报：${chinese}。`, `ALARM: ${english}.`, `${new Date(atMs).toISOString()} ${alarm.kind}: ${alarm.message}`, "", ...heads].join("\n");
}

export function alarmRaised(alarm: Alarm, file: string): string[] {
  const [chinese, english] = alarmWords[alarm.kind];
  return [
    `警报：${chinese}！证据已存到 ${file}。请不要删除这个文件，马上报告上级监督部门，见证从现在起停止。`,
    `ALARM: ${english} (${alarm.message}). The evidence is in ${file}. Nothing is signed any more.`,
  ];
}

export const alarmStands = (files: readonly string[]): string[] => [
  `上次的警报还没有处理：${files.join("、")}。查清以后由人移走这个文件，见证才会继续。`,
  `An alarm has not been dealt with: ${files.join(", ")}. The witness goes on only after a person has removed the file.`,
];

export const cosignedWords = ({ size }: Pick<Signed, "size">): string[] => [`已见证 ${size} 条 / cosigned ${size} entries`];

export const firstSight = (size: number): string[] => [
  `第一次见到这本记录册，有 ${size} 条；从这里开始见证`,
  `First sight of this record with ${size} entries; witnessing begins here`,
];

export const emptyRecord: readonly string[] = ["记录册还是空的，等一等 / the record is empty, waiting"];

export const troubleWords = (reason: string, waitMs: number | null): string[] => [
  `暂时没有完成${waitMs === null ? "" : `，${Math.round(waitMs / 1000)} 秒后再试`} / not done${waitMs === null ? "" : `, again in ${Math.round(waitMs / 1000)} s`}: ${reason}`,
];

export const refusedWords = (code: string): string[] => [
  `记录册没有收下这次见证（${code}）。如果一直这样，请核对本机公钥是不是已经登记`,
  `The record did not take the cosignature (${code}). If that goes on, check that this witness's key is configured there`,
];

/** A lawful restore is no alarm, but it is said aloud and written down. */
export function restoreText(old: Signed, { restores, baseSize, kept }: Judgement & { readonly kind: "restored" }, seenNote: string): string {
  const said = restores.map(({ epoch }) => epoch.lostSize).filter((size) => size !== null);
  const lost = Math.max(old.size, ...said);
  const isUnderstated = old.size > Math.max(baseSize, ...said);
  return [
    lost > baseSize ? `记录册从备份恢复过：第 ${baseSize} 到 ${lost - 1} 条丢失，有签名说明。` : "记录册从备份恢复过，有签名说明，没有丢失已见证的记录。",
    lost > baseSize ? `The record was restored from a backup: positions ${baseSize} to ${lost - 1} are lost, by a signed statement.` : "The record was restored from a backup by a signed statement; nothing that was witnessed is lost.",
    ...(isUnderstated ? [`注意：说明里少说了，本机见证过 ${old.size} 条。`, `Note: the statement says less than this witness saw, which is ${old.size} entries.`] : []),
    kept ? `Checked from our head of ${kept.size} entries.` : "No head of ours lies below the restore: nothing could be compared.",
    "",
    ...[old.note, ...restores.map(({ note }) => note), seenNote].map((note, index) => `===== ${index + 1} =====\n${note}`),
  ].join("\n");
}
