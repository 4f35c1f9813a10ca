import type { VerifyState } from "./verify-state.ts";

export interface ReportFacts {
  /** What was checked: a database or an address. */
  readonly what: string;
  readonly size: number;
  readonly hasRows: boolean;
  /** Whether the bytes of photos and recordings were read. */
  readonly hasFiles: boolean;
  /** What lawful restores took back. */
  readonly lost: readonly string[];
  /** Tables whose rows no entry commits to. */
  readonly uncovered: readonly string[];
  /** Tables that are too large for it, each with the reason in words. */
  readonly bulk: Readonly<Record<string, string>>;
}

/** The end of a check, for people: every finding, then what was checked and what was not. */
export function reportOf({ tally, findings, findingCount }: VerifyState, facts: ReportFacts): string {
  const inDatabase: [string, string][] = [
    ["内容核对相符", `${tally.detailsOk} 项`],
    ["内容已依法删除", `${tally.detailsErased} 项`],
    ["掩护用的空白条目", `${tally.padding} 条`],
    ["留痕底册", `${tally.journalRows} 行`],
    ["业务数据核对", `${tally.subjectsChecked} 个对象，${tally.rows} 行`],
    ["照片和录音", facts.hasFiles ? `${tally.files} 个` : "没有核对：存放文件的目录不在，或者说了 --no-files"],
    ["早于本规则、无从核对", `${tally.subjectsNotCovered} 个对象，${tally.actorsNotCovered} 条留痕是谁做的`],
  ];
  const rows: [string, string][] = [
    ["记录", `${tally.leaves} 条，共 ${facts.size} 条`],
    ["签名的树头", `${tally.checkpoints} 个`],
    ["恢复声明", `${tally.epochs} 份`],
    ["见证", `${tally.cosignatures} 份${tally.unknownCosignatures > 0 ? `，另有 ${tally.unknownCosignatures} 份是不认识的公钥` : ""}`],
    ...(facts.hasRows ? inDatabase : []),
  ];
  const listed = findings.map(({ position, code, words }) => `  [${position === null ? "无位置" : `第 ${position} 条`}] ${code}  ${words}`);
  const more = findingCount > findings.length ? [`  ……还有 ${findingCount - findings.length} 处没有列出`] : [];
  return [
    ...(findingCount === 0 ? [] : ["", `发现 ${findingCount} 处不符：`, ...listed, ...more]),
    "",
    `核对了 ${facts.what}`,
    ...rows.map(([name, value]) => `  ${padded(name)}${value}`),
    ...facts.lost.map((line) => `  ${line}`),
    ...(facts.hasRows ? [`  ${padded("不在逐行核对之列")}${facts.uncovered.join("、")}`] : []),
    ...Object.entries(facts.bulk).map(([table, why]) => `  ${padded("没有核对")}${table}：${why}`),
    "",
    findingCount === 0 ? "结论：没有发现改动。" : `结论：有 ${findingCount} 处不符，记录不能全部相信。`,
    "",
  ].join("\n");
}

const columns = 22;

/** A Chinese character takes two columns of a terminal. */
const padded = (text: string): string => text + " ".repeat(Math.max(1, columns - 2 * [...text].length));
