import type { Database } from "../../../kernel/database.ts";
import type { CommittedTable, TableRow } from "../../../kernel/journal/committed-rows.ts";
import { listOf, sql } from "../../../kernel/sql.ts";

/** Says of a row whether its place is another one than what the record commits to leads to. */
export type PlaceTest = (row: TableRow) => boolean;

/** Rows that say nothing of a place are never in the wrong one. */
const nowhere: PlaceTest = () => false;

/**
 * What follows merges is left out of the commitments, so it is derived anew: an area's path from its parent's, a
 * right's from its area, a case's from the village in which it came in. A row on its way after a merge may stand where
 * it was.
 */
export async function readPlaces(db: Database, { table }: CommittedTable, rows: readonly TableRow[]): Promise<PlaceTest> {
  if (table === "areas") {
    const paths = await pathsOf(db, numbersIn(rows, "parent_id"));
    return (row) => row["path"] !== `${row["parent_id"] === null ? "/" : (paths.get(Number(row["parent_id"])) ?? "")}${Number(row["id"])}/`;
  }
  const origins = table === "appointments" ? new Map(rows.map((row) => [Number(row["id"]), Number(row["area_id"])])) : table === "cases" ? await villagesOf(db, numbersIn(rows, "id")) : undefined;
  if (!origins) {
    return nowhere;
  }
  const [paths, moves] = [await pathsOf(db, [...origins.values()]), await readMoves(db)];
  return (row) => {
    const expected = paths.get(origins.get(Number(row["id"])) ?? 0);
    const path = String(row["area_path"]);
    return expected !== undefined && (followed(path, moves) !== expected || (table === "cases" && Number(path.split("/")[3]) !== row["village_id"]));
  };
}

interface Move {
  readonly from_path: string;
  readonly to_path: string;
}

/** Where a row comes to once all moves under way are done. */
const followed = (path: string, moves: readonly Move[]): string =>
  moves.reduce((at, { from_path: from, to_path: to }) => (at.startsWith(from) ? to + at.slice(from.length) : at), path);

/** Only moves of areas that were merged, as their own committed rows say, and from a path that was theirs. */
async function readMoves(db: Database): Promise<Move[]> {
  const moves = await db.select<Move & { readonly area_id: number }>(sql`
    SELECT m.area_id, m.from_path, m.to_path FROM area_moves m JOIN areas a ON a.id = m.area_id
    WHERE m.state = 'moving' AND a.merged_into_id IS NOT NULL ORDER BY m.id`);
  return moves.filter(({ area_id: id, from_path: from, to_path: to }) => [from, to].every((path) => path.endsWith(`/${id}/`)));
}

async function villagesOf(db: Database, caseIds: readonly number[]): Promise<Map<number, number>> {
  const rows = caseIds.length === 0 ? [] : await db.select<{ subject_id: number; area_id: number }>(sql`
    SELECT subject_id, area_id FROM journal WHERE subject_kind = 'case' AND subject_id IN (${listOf(caseIds)}) AND kind = 'case.submitted' AND area_id IS NOT NULL`);
  return new Map(rows.map((row) => [row.subject_id, row.area_id]));
}

async function pathsOf(db: Database, areaIds: readonly number[]): Promise<Map<number, string>> {
  const wanted = [...new Set(areaIds)];
  const rows = wanted.length === 0 ? [] : await db.select<{ id: number; path: string }>(sql`SELECT id, path FROM areas WHERE id IN (${listOf(wanted)})`);
  return new Map(rows.map((row) => [row.id, row.path]));
}

const numbersIn = (rows: readonly TableRow[], column: string): number[] => rows.flatMap((row) => (typeof row[column] === "number" ? [row[column]] : []));
