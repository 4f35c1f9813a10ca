import { whereHeld, type StaffActor } from "../../../kernel/actor.ts";
import type { Database } from "../../../kernel/database.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { limitOf, type Page, type PageOrder } from "../../../kernel/page.ts";
import { nothing, sql, type Sql } from "../../../kernel/sql.ts";
import { forUpdate } from "../../../kernel/sql-differences.ts";

export interface TotpReset {
  readonly id: number;
  readonly publicId: string;
  readonly staffId: number;
  readonly staff: { readonly publicId: string; readonly name: string; readonly username: string };
  readonly requestedBy: { readonly id: number; readonly name: string };
  readonly reason: string;
  readonly requestedAt: number;
  readonly state: "open" | "approved" | "refused";
}

export const findTotpReset = async (db: Database, publicId: string): Promise<TotpReset | undefined> =>
  (await readResets(db, sql`r.public_id = ${publicId}`))[0];

/** Locks the row first and reads it after, so that the join locks nobody's staff row. */
export async function lockTotpReset(db: Database, publicId: string): Promise<TotpReset | undefined> {
  await db.selectOne(sql`SELECT id FROM totp_resets WHERE public_id = ${publicId} ${forUpdate(db)}`);
  return findTotpReset(db, publicId);
}

export const findOpenReset = async (db: Database, staffId: number): Promise<TotpReset | undefined> =>
  (await readResets(db, sql`r.staff_id = ${staffId} AND r.state = 'open'`))[0];

/** Resets for staff of the actor's area, newest first. */
export async function listTotpResets(deps: Deps, actor: StaffActor, order: PageOrder): Promise<Page<TotpReset>> {
  const resets = await readResets(
    deps.db,
    sql`EXISTS (SELECT 1 FROM appointments p WHERE p.staff_id = r.staff_id AND ${whereHeld(actor, "staff.totp_reset", "p.area_path")})
      AND ${deps.pager.after(order, { key: "r.requested_at", id: "r.id" }, "down")}`,
    sql`ORDER BY r.requested_at DESC, r.id DESC LIMIT ${limitOf(order)}`,
  );
  return deps.pager.cut(resets, order, (reset) => ({ key: reset.requestedAt, id: reset.id }));
}

async function readResets(db: Database, condition: Sql, end: Sql = nothing): Promise<TotpReset[]> {
  const rows = await db.select<Row>(sql`
    SELECT r.id, r.public_id, r.staff_id, t.public_id AS staff_public_id, t.name AS staff_name, t.username, r.requested_by,
      q.name AS requester_name, r.reason, r.requested_at, r.state
    FROM totp_resets r JOIN staff t ON t.id = r.staff_id JOIN staff q ON q.id = r.requested_by
    WHERE ${condition} ${end}`);
  return rows.map((row) => ({
    id: row.id,
    publicId: row.public_id,
    staffId: row.staff_id,
    staff: { publicId: row.staff_public_id, name: row.staff_name, username: row.username },
    requestedBy: { id: row.requested_by, name: row.requester_name },
    reason: row.reason,
    requestedAt: row.requested_at,
    state: row.state,
  }));
}

interface Row {
  readonly id: number;
  readonly public_id: string;
  readonly staff_id: number;
  readonly staff_public_id: string;
  readonly staff_name: string;
  readonly username: string;
  readonly requested_by: number;
  readonly requester_name: string;
  readonly reason: string;
  readonly requested_at: number;
  readonly state: TotpReset["state"];
}
