import type { ReceiptFault, ReceiptVerdict } from "./receipt.ts";
import type { StandingFault, StandingVerdict } from "./standing.ts";

export interface ReceiptWords {
  /** From the receipt alone. */
  readonly registered: string;
  /** From a fresh checkpoint; null while none was fetched. */
  readonly standing: string | null;
}

/** What a phone may say about a receipt: the two wordings of trust.md 4, and never more than was checked. */
export function receiptWords(verdict: ReceiptVerdict, standing: StandingVerdict | null, nowMs: number): ReceiptWords {
  if (!verdict.isGood) {
    return { registered: receiptFaults[verdict.fault], standing: null };
  }
  const when = verdict.registeredAtMs === null ? "已登记" : `已于 ${momentWords(verdict.registeredAtMs, nowMs)} 登记`;
  const names = verdict.witnesses.map((witness) => witness.name).join("、");
  const registered = names === "" ? `${when}，暂时还没有见证` : `${when}，并由 ${names} 见证`;
  return { registered, standing: standing && standingWords(standing, nowMs) };
}

/** 今天 14:05, 11月23日 9:40, 2025年11月23日 9:40: the clock on the village's wall. */
export function momentWords(atMs: number, nowMs: number): string {
  const [at, now] = [inShanghai(atMs), inShanghai(nowMs)];
  const time = `${at.getUTCHours()}:${String(at.getUTCMinutes()).padStart(2, "0")}`;
  const day = `${at.getUTCMonth() + 1}月${at.getUTCDate()}日`;
  if (at.getUTCFullYear() !== now.getUTCFullYear()) {
    return `${at.getUTCFullYear()}年${day} ${time}`;
  }
  return Math.floor(at.getTime() / dayMs) === Math.floor(now.getTime() / dayMs) ? `今天 ${time}` : `${day} ${time}`;
}

const dayMs = 86_400_000;

const inShanghai = (ms: number): Date => new Date(ms + 8 * 3_600_000);

function standingWords(standing: StandingVerdict, nowMs: number): string {
  return standing.isGood ? `至 ${momentWords(standing.unchangedUntilMs, nowMs)} 未被改动` : standingFaults[standing.fault];
}

const receiptFaults: Readonly<Record<ReceiptFault, string>> = {
  malformed: "这份收条读不出来",
  leaf_differs: "核对不上：登记内容和它的指纹不一致",
  opening_differs: "核对不上：打开的内容和登记时不一致",
  field_differs: "核对不上：您写的内容和登记时不一致",
  unsigned: "核对不上：没有找到留痕的有效签名",
  not_in_tree: "核对不上：留痕里没有这一条",
};

const standingFaults: Readonly<Record<StandingFault, string>> = {
  malformed: "这次没能查清，请稍后再试",
  unsigned: "拿到的最新记录没有有效签名，不能作数",
  older: "拿到的记录比收条还旧，请稍后再试",
  no_outside_witness: "最新记录还没有外面的见证，请稍后再试",
  inconsistent: "警告：现在的留痕和收条对不上，可能被改动过",
  epoch_unexplained: "警告：留痕从备份恢复过，却没有签名的说明",
  inclusion_needed: "留痕从备份恢复过，需要再查一次",
  lost_in_restore: "留痕从备份恢复过，这一条在丢失的范围内，请凭收条要求补登",
};
