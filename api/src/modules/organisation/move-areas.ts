import { inside, system } from "../../kernel/actor.ts";
import type { Loop } from "../../kernel/module.ts";
import { holdLease, takeLease, type Lease } from "../../kernel/lease.ts";
import { listOf, name, nothing, sql, type Sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { idsOfPath } from "./area.ts";
import { movedPath } from "./area.policy.ts";
import type { OrganisationDeps, PlacedTable } from "./ports.ts";

const rowsMax = 500;
const leaseMs = 30_000;
/** A request that read the old path just before the merge may still write it: a move looks again for so long. */
const settleMs = 60_000;

/**
 * Lets rows that carry an area's path follow a merge, at most 500 in a transaction, each batch with an entry
 * `area.moved`. Moves are taken in their order, because the second may start where the first has not yet ended.
 */
export function createAreaMoves(deps: OrganisationDeps): Loop {
  return {
    name: "area-moves",
    restMs: 2000,
    async run(signal) {
      const moves = await deps.db.select<MoveRow>(sql`
        SELECT m.id, m.area_id, a.public_id, m.from_path, m.to_path, m.created_at
        FROM area_moves m JOIN areas a ON a.id = m.area_id WHERE m.state = 'moving' ORDER BY m.id LIMIT 50`);
      const lease = moves.length > 0 ? await takeLease(deps, "area-moves", leaseMs) : null;
      if (!lease) {
        return false;
      }
      for (const move of moves) {
        if (signal.aborted || (await moveOnce(deps, lease, move))) {
          return !signal.aborted;
        }
      }
      return false;
    },
  };
}

interface MoveRow {
  readonly id: number;
  readonly area_id: number;
  readonly public_id: string;
  readonly from_path: string;
  readonly to_path: string;
  readonly created_at: number;
}

/** One batch of the first table that still has some. */
async function moveOnce(deps: OrganisationDeps, lease: Lease, move: MoveRow): Promise<boolean> {
  for (const placed of deps.placedTables) {
    if (await moveBatch(deps, lease, move, placed)) {
      return true;
    }
  }
  if (deps.clock.now() - move.created_at >= settleMs) {
    await deps.db.change(sql`UPDATE area_moves SET state = 'done', finished_at = ${deps.clock.now()} WHERE id = ${move.id}`);
  }
  return false;
}

async function moveBatch(deps: OrganisationDeps, lease: Lease, move: MoveRow, placed: PlacedTable): Promise<boolean> {
  const [table, key] = [name(placed.table), name(placed.key)];
  return inTransaction(deps.db, async () => {
    const rows = await deps.db.select<{ id: number; area_path: string }>(sql`
      SELECT ${key} AS id, area_path FROM ${table} WHERE ${inside("area_path", move.from_path)} LIMIT ${rowsMax}`);
    if (rows.length === 0 || !(await holdLease(deps.db, lease))) {
      return false;
    }
    for (const path of new Set(rows.map((row) => row.area_path))) {
      const ids = rows.filter((row) => row.area_path === path).map((row) => row.id);
      const moved = movedPath(path, move.from_path, move.to_path);
      await deps.db.change(sql`
        UPDATE ${table} SET area_path = ${moved}${villageOf(placed, moved)}
        WHERE ${key} IN (${listOf(ids)}) AND area_path = ${path}`);
    }
    await deps.journal.append(system("area-moves"), {
      kind: "area.moved",
      subject: { kind: "area", id: move.area_id, publicId: move.public_id },
      areaId: move.area_id,
      details: { table: placed.table, rows: String(rows.length) },
    });
    return true;
  });
}

/** Lists of a village read by its id, so rows of a village that was merged take the id of the one they came to. */
function villageOf({ villageColumn }: PlacedTable, path: string): Sql {
  const villageId = idsOfPath(path)[2];
  return villageColumn === undefined || villageId === undefined ? nothing : sql`, ${name(villageColumn)} = ${villageId}`;
}
