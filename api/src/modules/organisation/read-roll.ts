import { system } from "../../kernel/actor.ts";
import { shanghaiDay } from "../../kernel/clock.ts";
import { isConnectionLost, isFull, isRetryable } from "../../kernel/database-errors.ts";
import { readSheet } from "../../kernel/sheet/read-sheet.ts";
import { SheetRefused, type SheetProblem } from "../../kernel/sheet/sheet-refused.ts";
import { withHeader } from "../../kernel/sheet/with-header.ts";
import { join, sql } from "../../kernel/sql.ts";
import { areasById } from "./area.ts";
import { finishImport } from "./commands/finish-import.ts";
import type { OrganisationDeps } from "./ports.ts";
import { deleteInBatches, type ImportRun } from "./roll-batches.ts";
import { checkRow, rollColumns, type CheckedRow, type RollProblem } from "./roll-columns.ts";
import { importSubject, lockRollImport, villagesOfRoll, type RollImport } from "./roll-import.ts";
import { rollsInForce } from "./roll-person.ts";
import { addTo, emptyTally, problemsKeptMax, type RollTally } from "./roll-tally.ts";
import { prepareBatch, stageBatch, type Staging } from "./stage-batch.ts";

const batchMax = 100;
const actor = system("roll-imports");

/**
 * The dry run: reads the table, names what is wrong by row and column, and stages the rest under a fresh generation
 * that nobody sees. Whatever ends it early, a kill too, the next run throws the half away and reads anew.
 */
export async function readRoll(deps: OrganisationDeps, run: ImportRun, found: RollImport): Promise<void> {
  const staging = await startStaging(deps, run, found);
  if (!staging) {
    return;
  }
  try {
    const tally = await stageAll(deps, run, found, staging);
    if (tally) {
      await markChecked(deps, run, found, tally, staging);
    }
  } catch (error) {
    if (isConnectionLost(error) || isRetryable(error) || isFull(error)) {
      throw error;
    }
    const isTheirs = error instanceof SheetRefused;
    if (!isTheirs) {
      deps.log.error({ err: error, import: found.publicId }, "reading a roll failed");
    }
    await markFailed(deps, run, found, isTheirs ? error.message : "系统没有读完这份表，请再上传一次；还不行请联系管理员。");
  }
}

async function startStaging(deps: OrganisationDeps, run: ImportRun, found: RollImport): Promise<Staging | undefined> {
  const { db } = deps;
  const isClean =
    (await deleteInBatches(run, "roll_entries", sql`village_id = ${found.villageId} AND generation = ${found.generation}`)) &&
    (await deleteInBatches(run, "roll_import_problems", sql`import_id = ${found.id}`));
  const village = (await areasById(db, [found.villageId])).get(found.villageId);
  if (!isClean || !village) {
    return undefined;
  }
  const villageIds = (await villagesOfRoll(db, village, found.createdAt)).map((one) => one.id);
  const started = await run.batch(async () => {
    if (!(await isReading(deps, found))) {
      return "lost";
    }
    const inForce = await rollsInForce(db, villageIds);
    const top = await db.selectOne<{ top: number | null }>(sql`SELECT MAX(generation) AS top FROM roll_imports WHERE village_id = ${found.villageId}`);
    const generation = Math.max(top?.top ?? 0, ...inForce.map((roll) => roll.generation)) + 1;
    await db.change(sql`
      UPDATE roll_imports SET generation = ${generation}, rows_read = 0, new_count = 0, changed_count = 0, same_count = 0,
        duplicate_count = 0, error_count = 0 WHERE id = ${found.id}`);
    return { importId: found.id, villageId: found.villageId, generation, villageIds, inForce };
  });
  return started === "lost" ? undefined : started;
}

/** Undefined when the work was stopped or taken over. */
async function stageAll(deps: OrganisationDeps, run: ImportRun, found: RollImport, staging: Staging): Promise<RollTally | undefined> {
  const columns = rollColumns(shanghaiDay(deps.clock.now()));
  let tally = emptyTally;
  let remarks: RollProblem[] = [];
  let rows: CheckedRow[] = [];
  const onProblem = (problem: SheetProblem): void => {
    // Merged cells come all at once at the end; what will not be kept is not gathered either.
    if (remarks.length < problemsKeptMax) {
      remarks.push(remarkOf(problem));
    }
  };
  const file = { path: deps.storage.pathOf(found.storageKey), name: found.fileName };
  for await (const named of withHeader(readSheet(file, { onProblem }), columns, { onProblem })) {
    rows.push(checkRow(columns, named));
    if (rows.length >= batchMax && !(await flush())) {
      return undefined;
    }
  }
  return (await flush()) ? tally : undefined;

  async function flush(): Promise<boolean> {
    const batch = prepareBatch(deps, rows, remarks);
    [rows, remarks] = [[], []];
    if (run.signal.aborted) {
      return false;
    }
    const after = await run.batch(async () => {
      if (!(await isReading(deps, found))) {
        return "lost";
      }
      const added = addTo(tally, await stageBatch(deps, staging, batch));
      await keepProblems(deps, found.id, added.keep);
      await writeCounts(deps, found.id, added.tally);
      return added.tally;
    });
    if (after === "lost") {
      return false;
    }
    tally = after;
    return true;
  }
}

/** What only a person can judge does not stand in the way; what was misread does. */
function remarkOf({ code, line, column, message }: SheetProblem): RollProblem {
  const isRemark = code === "sheet.formula" || code === "sheet.column_unknown" || code === "sheet.column_unnamed";
  return { line, column: (column ?? "").slice(0, 40), kind: isRemark ? "change" : "error", value: "", message: message.slice(0, 200) };
}

async function isReading({ db }: OrganisationDeps, found: RollImport): Promise<boolean> {
  return (await lockRollImport(db, found.id))?.state === "reading";
}

async function keepProblems({ db }: OrganisationDeps, importId: number, problems: readonly RollProblem[]): Promise<void> {
  if (problems.length > 0) {
    const values = problems.map(({ line, column, kind, value, message }) => sql`(${importId}, ${line}, ${column}, ${kind}, ${value}, ${message})`);
    await db.change(sql`INSERT INTO roll_import_problems (import_id, line, column_name, kind, value, message) VALUES ${join(values, ", ")}`);
  }
}

async function writeCounts({ db }: OrganisationDeps, importId: number, tally: RollTally): Promise<void> {
  await db.change(sql`
    UPDATE roll_imports SET rows_read = ${tally.rowsRead}, new_count = ${tally.newCount}, changed_count = ${tally.changedCount},
      same_count = ${tally.sameCount}, duplicate_count = ${tally.duplicateCount}, error_count = ${tally.errorCount} WHERE id = ${importId}`);
}

async function markChecked(deps: OrganisationDeps, run: ImportRun, found: RollImport, tally: RollTally, staging: Staging): Promise<void> {
  const missing = staging.inForce.reduce((sum, roll) => sum + roll.peopleCount, 0) - tally.changedCount - tally.sameCount;
  await run.batch(async () => {
    if (!(await isReading(deps, found))) {
      return;
    }
    if (missing > 0) {
      await keepProblems(deps, found.id, [{ line: 1, column: "", kind: "change", value: "", message: `名册上有 ${missing} 人不在这份表里，写入后他们不再在册` }]);
    }
    await deps.db.change(sql`UPDATE roll_imports SET state = 'checked' WHERE id = ${found.id}`);
    await deps.journal.append(actor, {
      kind: "roll.import_checked",
      subject: importSubject(found),
      areaId: found.villageId,
      details: {
        rows: String(tally.rowsRead), new: String(tally.newCount), changed: String(tally.changedCount),
        same: String(tally.sameCount), duplicates: String(tally.duplicateCount), errors: String(tally.errorCount),
      },
    });
  });
}

async function markFailed(deps: OrganisationDeps, run: ImportRun, found: RollImport, failure: string): Promise<void> {
  await run.batch(async () => {
    if (await isReading(deps, found)) {
      await finishImport(deps, actor, found, "failed", { failure });
    }
  });
}
