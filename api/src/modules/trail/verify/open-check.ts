import type { Deps } from "../../../kernel/deps.ts";
import type { CommittedRows } from "../../../kernel/journal/committed-rows.ts";
import type { FileStorage } from "../../files/index.ts";
import { readRecordKeys } from "../tree/record-keys.ts";
import { readTarget } from "./database-source.ts";
import type { Finding } from "./finding.ts";
import { checkSaved } from "./saved-checkpoint.ts";
import { createDatabaseCheck, type DatabaseCheck } from "./verify-database.ts";

export interface VerifyDeps extends Pick<Deps, "db" | "clock" | "county"> {
  readonly committedRows: CommittedRows;
}

export interface OpenedCheck {
  readonly check: DatabaseCheck;
  /** What is wrong before the first leaf is read. */
  readonly findings: readonly Finding[];
  /** What a lawful restore has taken back, in words. */
  readonly lost: readonly string[];
}

/** Fixes what the check goes up to: the record grows on meanwhile. `saved` are notes of heads that were kept elsewhere. */
export async function openCheck({ db, clock, county, committedRows }: VerifyDeps, saved: readonly string[] = [], storage?: Pick<FileStorage, "open">): Promise<OpenedCheck> {
  const target = await readTarget(db, committedRows);
  const trust = readRecordKeys(county.trail);
  const verdicts = saved.map((note) => checkSaved(note, target.size, target.epochs, trust));
  return {
    check: createDatabaseCheck({ db, clock, trust, rows: committedRows, target, storage, saved: verdicts.flatMap(({ head }) => head ?? []) }),
    findings: verdicts.flatMap(({ findings }) => findings),
    lost: [...target.epochs.map(restoredWords), ...verdicts.flatMap(({ lost }) => lost ?? [])],
  };
}

function restoredWords({ epoch, base_size: base, lost_size: lost }: { readonly epoch: number; readonly base_size: number; readonly lost_size: number | null }): string {
  const what = lost === null ? "失去了多少不清楚" : lost > base ? `失去了第 ${base} 到 ${lost - 1} 条` : "没有失去任何一条";
  return `第 ${epoch} 期：从备份合法恢复，从第 ${base} 条接着记，${what}`;
}
