import type { ParamsOf, ResultOf, listCheckpoints as endpoint } from "@cunqing/contract";
import type { Deps } from "../../../kernel/deps.ts";
import { limitOf } from "../../../kernel/page.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import type { CheckpointRow } from "./tree-store.ts";

export async function listCheckpoints(deps: Deps, order: ParamsOf<typeof endpoint>): Promise<ResultOf<typeof endpoint>> {
  const found = await deps.db.select<Omit<CheckpointRow, "note">>(sql`
    SELECT size, root, at_ms, epoch FROM trail_checkpoints
    WHERE ${deps.pager.after(order, { key: "size", id: "size" }, "down")} ORDER BY size DESC LIMIT ${limitOf(order)}`);
  const { rows, next } = deps.pager.cut(found, order, ({ size }) => ({ key: size, id: size }));
  const cosigned = await cosignersOf(deps, rows.map(({ size }) => size));
  return {
    rows: rows.map(({ size, root, at_ms: at, epoch }) => ({ size, root, at, epoch, cosignedBy: cosigned.get(size) ?? [] })),
    next,
  };
}

/** Who has cosigned each of these sizes, and when last. */
async function cosignersOf({ db }: Deps, sizes: readonly number[]): Promise<Map<number, { name: string; at: number }[]>> {
  const rows = await db.select<{ size: number; witness: string; at_ms: number }>(sql`
    SELECT size, MAX(witness) AS witness, MAX(at_ms) AS at_ms FROM trail_cosignatures
    WHERE size IN (${listOf(sizes)}) GROUP BY size, key_id ORDER BY size, key_id`);
  const found = new Map<number, { name: string; at: number }[]>();
  for (const { size, witness: name, at_ms: at } of rows) {
    found.set(size, [...(found.get(size) ?? []), { name, at }]);
  }
  return found;
}
