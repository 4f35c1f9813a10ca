import { leafHash, type TrustedKeys } from "@cunqing/proof";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database.ts";
import type { CommittedRows } from "../../../kernel/journal/committed-rows.ts";
import type { FileStorage } from "../../files/index.ts";
import { sha256 } from "../tree/hashing.ts";
import { titleOf } from "../kind-titles.ts";
import { checkCheckpoint, checkCosignature, checkEpoch } from "./check-heads.ts";
import { checkEntry, missingDetail, type EntryTally, type JournalRow } from "./check-entry.ts";
import { checkFilePage } from "./check-files.ts";
import { checkRowPage } from "./check-rows.ts";
import { checkSubjects } from "./check-subjects.ts";
import { readCheckpoints, readCosignatures, readDetails, readLeaves, readTile, readUnplaced, type LeafRow, type Target } from "./database-source.ts";
import { readErasures } from "./erasures.ts";
import type { Finding } from "./finding.ts";
import { rememberUpper, stepLeaves, type LeafSource, type Read } from "./step-leaves.ts";
import { undecided, type Head } from "./tree-check.ts";
import { addTally, withFindings, type Phase, type VerifyState } from "./verify-state.ts";

export interface DatabaseCheckOrder {
  readonly db: Database;
  readonly clock: Clock;
  readonly trust: TrustedKeys;
  readonly rows: CommittedRows;
  readonly target: Target;
  /** Heads that were kept elsewhere. */
  readonly saved: readonly Head[];
  /** Where photos and recordings lie; none where they are left out. */
  readonly storage?: Pick<FileStorage, "open"> | undefined;
}

export interface DatabaseCheck extends DatabaseCheckOrder {
  readonly source: LeafSource;
}

/** Entries get their position within a minute; one that has waited so long has been forgotten, or kept back. */
const patienceMs = 10 * 60_000;
const journalPage = 2000;

export function createDatabaseCheck(order: DatabaseCheckOrder): DatabaseCheck {
  const { db, target } = order;
  const source: LeafSource = {
    size: target.size,
    leaves: (first, width) => leavesOf(order, first, width),
    tile: rememberUpper((level, index) => readTile(db, target, level, index)),
    heads: (from, to) => headsOf(order, from, to),
  };
  return { ...order, source };
}

/** One small step: a block of 256 leaves, a page of the journal, or a page of rows. At the end the state stays as it is. */
export function stepDatabase(check: DatabaseCheck, state: VerifyState): Promise<VerifyState> {
  const steps: Record<Phase, () => Promise<VerifyState>> = {
    start: async () => startCheck(check, state),
    leaves: () => (state.position < check.target.size ? stepLeaves(check.source, state) : endLeaves(check, state)),
    entries: () => stepEntries(check, state),
    rows: () => stepRows(check, state),
    files: () => stepFiles(check, state),
    done: async () => state,
  };
  return steps[state.phase]();
}

function startCheck({ target, trust }: DatabaseCheck, state: VerifyState): VerifyState {
  const findings = target.epochs.flatMap((epoch) => checkEpoch(epoch, trust).findings);
  return addTally(withFindings({ ...state, phase: "leaves" }, findings), { epochs: target.epochs.length });
}

async function leavesOf({ db, target }: DatabaseCheckOrder, first: number, width: number): Promise<Read<(Uint8Array | undefined)[]>> {
  const rows = await readLeaves(db, first, width);
  const byPosition = new Map(rows.map((row) => [row.position, row]));
  const positions = Array.from({ length: width }, (_, index) => first + index);
  const entries = rows.filter((row): row is LeafRow & JournalRow => row.public_form !== null);
  const details = await readDetails(db, entries.map((row) => row.id));
  const verdicts = entries.map((row) => checkEntry(row, row.position, details.get(row.id) ?? [], target.areas));
  const gone = entries.flatMap((row, index) => (verdicts[index]?.missing ?? []).map((field) => ({ row, field })));
  const isErased = await readErasures(db, gone.map(({ row }) => row));
  const unexplained = gone.filter(({ row, field }) => !isErased(row, field));
  const sum = (name: keyof EntryTally) => verdicts.reduce((total, { tally }) => total + tally[name], 0);
  return {
    value: positions.map((position) => leafOf(byPosition.get(position))),
    findings: [...positions.flatMap((position) => missing(position, byPosition.get(position))), ...verdicts.flatMap(({ findings }) => findings), ...unexplained.map(({ row, field }) => missingDetail(row, row.position, field))],
    tally: { detailsOk: sum("detailsOk"), detailsErased: sum("detailsErased") + gone.length - unexplained.length, padding: sum("padding"), actorsNotCovered: sum("actorsNotCovered") },
  };
}

const leafOf = (row: LeafRow | undefined): Uint8Array | undefined => (row?.public_form ? leafHash(row.public_form, sha256) : undefined);

function missing(position: number, row: LeafRow | undefined): Finding[] {
  if (!row) {
    return [{ position, code: "leaf.missing", words: `第 ${position} 条不见了：记录里这个位置是空的` }];
  }
  return row.public_form ? [] : [{ position, code: "leaf.without_entry", words: `第 ${position} 条的留痕不见了：位置还在，内容被删掉了` }];
}

async function headsOf({ db, trust, target, saved }: DatabaseCheckOrder, from: number, to: number): Promise<Read<Head[]>> {
  const checkpoints = await readCheckpoints(db, from, to);
  const cosignatures = await readCosignatures(db, from, to);
  const bySize = new Map(checkpoints.map((row) => [row.size, row]));
  const verdicts = checkpoints.map((row) => checkCheckpoint(row, trust, target.epochs));
  const judged = cosignatures.map((row) => checkCosignature(row, bySize.get(row.size), trust));
  const heads = [...verdicts.map(({ head }) => head), ...target.epochs.map((epoch) => checkEpoch(epoch, trust).head), ...saved];
  return {
    value: heads.filter((head): head is Head => head !== undefined && head.size > from && head.size <= to),
    findings: [...verdicts.flatMap(({ findings }) => findings), ...judged.filter((one) => typeof one === "object")],
    tally: {
      checkpoints: checkpoints.length,
      cosignatures: judged.filter((one) => one === "ok").length,
      unknownCosignatures: judged.filter((one) => one === "unknown key").length,
    },
  };
}

/** Leaves beyond the newest head wait for the tree, which takes a moment. If they have waited for long, heads were taken away. */
async function endLeaves({ db, clock, target }: DatabaseCheck, state: VerifyState): Promise<VerifyState> {
  const [waiting] = target.leaves > target.size ? await readLeaves(db, target.size, 1) : [];
  const isLate = waiting !== undefined && (waiting.at_ms ?? 0) < clock.now() - patienceMs;
  const findings: Finding[] = isLate
    ? [{ position: target.size, code: "checkpoint.missing", words: `从第 ${target.size} 条起没有签名：树停了，或者签名被删掉了` }]
    : [];
  return withFindings({ ...state, phase: "entries", after: 0 }, [...undecided(state.tree), ...findings]);
}

async function stepEntries({ db, clock, target, rows }: DatabaseCheck, state: VerifyState): Promise<VerifyState> {
  const to = Math.min(state.after + journalPage, target.lastJournalId);
  const unplaced = to > state.after ? await readUnplaced(db, state.after, to) : [];
  const findings = unplaced.flatMap((row): Finding[] => {
    const named = `一条留痕「${titleOf(row.kind)}」`;
    const tell = (code: Finding["code"], rest: string): Finding => ({
      position: null, code, words: `${named}（内部编号 ${row.id}）${rest}`, shown: `${named}${rest}`, isSealed: row.is_sealed === 1,
    });
    if (row.is_waiting === 0) {
      return [tell("entry.not_in_record", "不在记录里，也没有在等待：它是绕过系统加进去的，或者它的位置被删掉了")];
    }
    return row.at_ms < clock.now() - patienceMs ? [tell("entry.never_sealed", "早该排进记录，却一直没有位置")] : [];
  });
  const next = addTally(withFindings({ ...state, after: to }, [...findings, ...(await checkSubjects(db, rows.tables, state.after, to))]), { journalRows: to - state.after });
  return to < target.lastJournalId ? next : { ...next, phase: "rows", table: 0, after: 0 };
}

async function stepRows({ db, rows }: DatabaseCheck, state: VerifyState): Promise<VerifyState> {
  const table = rows.tables[state.table];
  if (!table) {
    return { ...state, phase: "files", after: 0 };
  }
  const page = await checkRowPage(db, table, state.after);
  const next = addTally(withFindings(state, page.findings), { rows: page.rows, subjectsChecked: page.checked, subjectsNotCovered: page.notCovered });
  return page.next === null ? { ...next, table: state.table + 1, after: 0 } : { ...next, after: page.next };
}

async function stepFiles({ db, storage }: DatabaseCheck, state: VerifyState): Promise<VerifyState> {
  if (!storage) {
    return { ...state, phase: "done" };
  }
  const page = await checkFilePage(db, storage, state.after);
  const next = addTally(withFindings(state, page.findings), { files: page.files });
  return page.next === null ? { ...next, phase: "done" } : { ...next, after: page.next };
}
