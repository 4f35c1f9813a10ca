import type { Permission } from "@cunqing/contract";
import { inside } from "../../../kernel/actor.ts";
import { shanghaiDay } from "../../../kernel/clock.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import { idsOfPath } from "../../organisation/index.ts";

export interface StaffWith {
  readonly staffId: number;
  readonly publicId: string;
  readonly name: string;
  readonly role: string;
  readonly roleName: string;
  readonly areaId: number;
  readonly areaName: string;
}

/** Who may do this at that place today: appointed there, above, or in a grid of it. Once each, by the appointment nearest to the place. */
export async function staffWith(deps: Deps, permission: Permission, areaPath: string): Promise<StaffWith[]> {
  const roles = deps.county.roles.filter((role) => role.permissions.includes(permission));
  const today = shanghaiDay(deps.clock.now());
  const rows = await deps.db.select<Row>(sql`
    SELECT t.id, t.public_id, t.name, p.role, p.area_id, a.name AS area_name
    FROM appointments p JOIN staff t ON t.id = p.staff_id JOIN areas a ON a.id = p.area_id
    WHERE (p.area_id IN (${listOf(idsOfPath(areaPath))}) OR ${inside("p.area_path", areaPath)}) AND p.role IN (${listOf(roles.map((role) => role.code))})
      AND p.ended_at IS NULL AND p.starts_on <= ${today} AND (p.ends_on IS NULL OR p.ends_on >= ${today}) AND t.state = 'active'
    ORDER BY a.path DESC, t.id, p.id`);
  const nearest = new Map<number, Row>();
  // A path is longer than those it lies in, so the nearest come first.
  for (const row of rows) {
    nearest.set(row.id, nearest.get(row.id) ?? row);
  }
  return [...nearest.values()].map((row) => ({
    staffId: row.id,
    publicId: row.public_id,
    name: row.name,
    role: row.role,
    roleName: roles.find((role) => role.code === row.role)?.name ?? row.role,
    areaId: row.area_id,
    areaName: row.area_name,
  }));
}

interface Row {
  readonly id: number;
  readonly public_id: string;
  readonly name: string;
  readonly role: string;
  readonly area_id: number;
  readonly area_name: string;
}
