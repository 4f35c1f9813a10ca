import type { Permission } from "@cunqing/contract";
import { shanghaiDay } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { inside } from "../../../kernel/actor.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import { idsOfPath } from "../../organisation/index.ts";

export interface Named {
  readonly publicId: string;
  readonly name: string;
}

/** Names of staff by internal id, in one query. */
export async function staffNames(db: Database, ids: readonly number[]): Promise<Map<number, Named>> {
  return namesOf(await db.select<NameRow>(sql`SELECT id, public_id, name FROM staff WHERE id IN (${listOf([...new Set(ids)])})`));
}

/** Names of villagers' accounts by internal id, in one query. */
export async function accountNames(db: Database, ids: readonly number[]): Promise<Map<number, Named>> {
  return namesOf(await db.select<NameRow>(sql`SELECT id, public_id, name FROM accounts WHERE id IN (${listOf([...new Set(ids)])})`));
}

export interface AppointedStaff extends Named {
  readonly staffId: number;
  readonly role: string;
  readonly roleName: string;
  readonly areaId: number;
  readonly areaName: string;
}

/**
 * Staff whose appointments in force allow something at a place: those of the place itself, of the areas above it,
 * and of the grids in it.
 */
export async function staffWith(deps: Pick<Deps, "db" | "county" | "clock">, permission: Permission, areaPath: string): Promise<AppointedStaff[]> {
  const roles = deps.county.roles.filter((role) => role.permissions.includes(permission));
  const today = shanghaiDay(deps.clock.now());
  const rows = await deps.db.select<AppointedRow>(sql`
    SELECT s.id, s.public_id, s.name, p.role, p.area_id, a.name AS area_name FROM appointments p
    JOIN staff s ON s.id = p.staff_id JOIN areas a ON a.id = p.area_id
    WHERE (p.area_id IN (${listOf(idsOfPath(areaPath))}) OR ${inside("p.area_path", areaPath)})
      AND p.role IN (${listOf(roles.map((role) => role.code))}) AND s.state = 'active'
      AND p.starts_on <= ${today} AND (p.ends_on IS NULL OR p.ends_on >= ${today})
    ORDER BY p.area_path DESC, s.name, s.id LIMIT 200`);
  const roleNames = new Map(roles.map((role) => [role.code, role.name]));
  return rows.map((row) => ({
    staffId: row.id,
    publicId: row.public_id,
    name: row.name,
    role: row.role,
    roleName: roleNames.get(row.role) ?? row.role,
    areaId: row.area_id,
    areaName: row.area_name,
  }));
}

export interface Contact {
  readonly openId: string | null;
  readonly phone: string | null;
}

/** Where a villager can be reached, opened from its seals. For sending only; what is shown is masked. */
export async function accountContact(deps: Pick<Deps, "db" | "cipher">, accountId: number): Promise<Contact> {
  const row = await deps.db.selectOne<{ public_id: string; wechat_sealed: string | null; phone_sealed: string | null }>(sql`
    SELECT public_id, wechat_sealed, phone_sealed FROM accounts WHERE id = ${accountId}`);
  const open = (sealed: string | null | undefined, field: "accounts.wechat" | "accounts.phone"): string | null =>
    sealed === null || sealed === undefined || !row ? null : deps.cipher.open(sealed, { field, rowId: row.public_id });
  return { openId: open(row?.wechat_sealed, "accounts.wechat"), phone: open(row?.phone_sealed, "accounts.phone") };
}

interface NameRow {
  readonly id: number;
  readonly public_id: string;
  readonly name: string;
}

interface AppointedRow extends NameRow {
  readonly role: string;
  readonly area_id: number;
  readonly area_name: string;
}

const namesOf = (rows: readonly NameRow[]): Map<number, Named> =>
  new Map(rows.map((row) => [row.id, { publicId: row.public_id, name: row.name }]));
