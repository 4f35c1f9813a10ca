import { areEqual, leafHash, tileWidth, type TrustedKeys } from "@cunqing/proof";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database.ts";
import type { CommittedRows } from "../../../kernel/journal/committed-rows.ts";
import { rootOver, sha256, splitHashes } from "../tree/hashing.ts";
import { titleOf } from "../kind-titles.ts";
import { checkCheckpoint, checkCosignature, checkEpoch } from "./check-heads.ts";
import { checkEntry, type JournalRow } from "./check-entry.ts";
import { checkRowPage } from "./check-rows.ts";
import { readCheckpoints, readCosignatures, readDetails, readLeaves, readTile, readUnplaced, type LeafRow, type Target } from "./database-source.ts";
import type { Finding } from "./finding.ts";
import { checkBlock, undecided, type Head } from "./tree-check.ts";
import { addTally, withFindings, type Phase, type VerifyState } from "./verify-state.ts";

export interface DatabaseCheck {
  readonly db: Database;
  readonly clock: Clock;
  readonly trust: TrustedKeys;
  readonly rows: CommittedRows;
  readonly target: Target;
  /** Heads that were kept elsewhere. */
  readonly saved: readonly Head[];
}

/** Entries get their position within a minute; one that has waited so long has been forgotten, or kept back. */
const patienceMs = 10 * 60_000;
const journalPage = 2000;

/** One small step: a block of 256 leaves, a page of the journal, or a page of rows. At the end the state stays as it is. */
export function stepDatabase(check: DatabaseCheck, state: VerifyState): Promise<VerifyState> {
  const steps: Record<Phase, () => Promise<VerifyState>> = {
    start: async () => startCheck(check, state),
    leaves: () => stepLeaves(check, state),
    entries: () => stepEntries(check, state),
    rows: () => stepRows(check, state),
    done: async () => state,
  };
  return steps[state.phase]();
}

function startCheck({ target, trust }: DatabaseCheck, state: VerifyState): VerifyState {
  const findings = target.epochs.flatMap((epoch) => checkEpoch(epoch, trust).findings);
  return addTally(withFindings({ ...state, phase: "leaves" }, findings), { epochs: target.epochs.length });
}

async function stepLeaves(check: DatabaseCheck, state: VerifyState): Promise<VerifyState> {
  const { target } = check;
  if (state.position >= target.size) {
    return endLeaves(check, state);
  }
  const first = state.position;
  // After a rest the record may have grown past an end that was no whole block.
  const offset = first % tileWidth;
  const width = Math.min(tileWidth - offset, target.size - first);
  const rows = await readLeaves(check.db, first, width);
  const tile = await readTile(check.db, target, 0, Math.floor(first / tileWidth));
  const heads = await headsOf(check, first, first + width);
  const byPosition = new Map(rows.map((row) => [row.position, row]));
  const leaves = Array.from({ length: width }, (_, index) => leafOf(byPosition.get(first + index)));
  const stored = tile?.length === 32 * (offset + width) ? splitHashes(tile) : undefined;
  const { state: tree, findings } = checkBlock(state.tree, { first, leaves, stored: stored?.slice(offset), heads: heads.heads });
  const above = stored?.length === tileWidth ? await checkAbove(check, Math.floor(first / tileWidth), rootOver(stored)) : [];
  const entries = await checkEntries(check, rows);
  const next = withFindings({ ...state, position: first + width, tree }, [
    ...missingLeaves(first, width, byPosition),
    ...(stored ? [] : [tileGone(check, 0, Math.floor(first / tileWidth))]),
    ...findings,
    ...above,
    ...heads.findings,
    ...entries.findings,
  ]);
  return addTally(next, { ...entries.tally, ...heads.tally, leaves: width });
}

const leafOf = (row: LeafRow | undefined): Uint8Array | undefined => (row?.public_form ? leafHash(row.public_form, sha256) : undefined);

function missingLeaves(first: number, width: number, byPosition: ReadonlyMap<number, LeafRow>): Finding[] {
  return Array.from({ length: width }, (_, index) => first + index).flatMap((position): Finding[] => {
    const row = byPosition.get(position);
    if (!row) {
      return [{ position, code: "leaf.missing", words: `第 ${position} 条不见了：记录里这个位置是空的` }];
    }
    return row.public_form ? [] : [{ position, code: "leaf.without_entry", words: `第 ${position} 条的留痕不见了：位置还在，内容被删掉了` }];
  });
}

/** A full tile gives one hash to the tile above it, and so on up. */
async function checkAbove(check: DatabaseCheck, index: number, root: Uint8Array): Promise<Finding[]> {
  const findings: Finding[] = [];
  let hash = root;
  let below = index;
  for (let level = 1; ; level += 1) {
    const [at, place] = [Math.floor(below / tileWidth), below % tileWidth];
    const tile = await readTile(check.db, check.target, level, at);
    const stored = tile?.subarray(32 * place, 32 * (place + 1));
    if (stored?.length !== 32) {
      findings.push(tileGone(check, level, at));
      return findings;
    }
    if (!areEqual(stored, hash)) {
      const position = below * tileWidth ** level;
      findings.push({ position, code: "tile.changed", words: `树的第 ${level} 层第 ${below} 个节点（从第 ${position} 条起）被改过` });
    }
    if (place < tileWidth - 1 || !tile) {
      return findings;
    }
    hash = rootOver(splitHashes(tile));
    below = at;
  }
}

function tileGone({ target }: DatabaseCheck, level: number, index: number): Finding {
  const position = index * tileWidth ** (level + 1);
  const isFull = (index + 1) * tileWidth ** (level + 1) <= target.size;
  return isFull
    ? { position, code: "tile.missing", words: `树的第 ${level} 层第 ${index} 块（从第 ${position} 条起）不见了或者不完整` }
    : { position, code: "edge.changed", words: `树右边还没满的第 ${level} 层（从第 ${position} 条起）被改过或者不见了` };
}

async function headsOf(check: DatabaseCheck, from: number, to: number) {
  const { db, trust, target } = check;
  const checkpoints = await readCheckpoints(db, from, to);
  const cosignatures = await readCosignatures(db, from, to);
  const bySize = new Map(checkpoints.map((row) => [row.size, row]));
  const verdicts = [
    ...checkpoints.map((row) => checkCheckpoint(row, trust, target.epochs)),
    ...target.epochs.map((epoch) => ({ findings: [], head: checkEpoch(epoch, trust).head })),
  ];
  const judged = cosignatures.map((row) => checkCosignature(row, bySize.get(row.size), trust));
  return {
    heads: [...verdicts.flatMap(({ head }) => head ?? []), ...check.saved].filter(({ size }) => size > from && size <= to),
    findings: [...verdicts.flatMap(({ findings }) => findings), ...judged.filter((one) => typeof one === "object")],
    tally: {
      checkpoints: checkpoints.length,
      cosignatures: judged.filter((one) => one === "ok").length,
      unknownCosignatures: judged.filter((one) => one === "unknown key").length,
    },
  };
}

async function checkEntries({ db, target }: DatabaseCheck, rows: readonly LeafRow[]) {
  const entries = rows.filter((row): row is LeafRow & JournalRow => row.public_form !== null);
  const details = await readDetails(db, entries.map((row) => row.id));
  const verdicts = entries.map((row) => checkEntry(row, row.position, details.get(row.id) ?? [], target.areas));
  const sum = (name: "detailsOk" | "detailsErased" | "padding") => verdicts.reduce((total, { tally }) => total + tally[name], 0);
  return {
    findings: verdicts.flatMap(({ findings }) => findings),
    tally: { detailsOk: sum("detailsOk"), detailsErased: sum("detailsErased"), padding: sum("padding") },
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

async function stepEntries({ db, clock, target }: DatabaseCheck, state: VerifyState): Promise<VerifyState> {
  const to = Math.min(state.after + journalPage, target.lastJournalId);
  const unplaced = to > state.after ? await readUnplaced(db, state.after, to) : [];
  const findings = unplaced.flatMap((row): Finding[] => {
    const named = `一条留痕「${titleOf(row.kind)}」（内部编号 ${row.id}）`;
    if (row.is_waiting === 0) {
      return [{ position: null, code: "entry.not_in_record", words: `${named}不在记录里，也没有在等待：它是绕过系统加进去的，或者它的位置被删掉了` }];
    }
    return row.at_ms < clock.now() - patienceMs ? [{ position: null, code: "entry.never_sealed", words: `${named}早该排进记录，却一直没有位置` }] : [];
  });
  const next = addTally(withFindings({ ...state, after: to }, findings), { journalRows: to - state.after });
  return to < target.lastJournalId ? next : { ...next, phase: "rows", table: 0, after: 0 };
}

async function stepRows({ db, rows }: DatabaseCheck, state: VerifyState): Promise<VerifyState> {
  const table = rows.tables[state.table];
  if (!table) {
    return { ...state, phase: "done" };
  }
  const page = await checkRowPage(db, table, state.after);
  const next = addTally(withFindings(state, page.findings), { rows: page.rows, subjectsChecked: page.checked, subjectsNotCovered: page.notCovered });
  return page.next === null ? { ...next, table: state.table + 1, after: 0 } : { ...next, after: page.next };
}
