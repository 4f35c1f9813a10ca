import type { StaffActor } from "../../../kernel/actor.ts";
import type { Database } from "../../../kernel/database.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import { findCase, isSealed } from "../case.ts";
import { viewOf } from "../case.policy.ts";

/** A case for which somebody at work looks at a person's data. */
export interface Matter {
  readonly publicId: string;
  readonly areaPath: string;
  readonly isSealed: boolean;
  readonly accountId: number | null;
}

/** The case, if the actor may see it as staff; hidden and missing are alike. */
export async function findMatter(db: Database, actor: StaffActor, publicId: string): Promise<Matter | undefined> {
  const row = await findCase(db, publicId);
  return row && viewOf(actor, row) === "staff"
    ? { publicId: row.public_id, areaPath: row.area_path, isSealed: isSealed(row), accountId: row.account_id }
    : undefined;
}

/** The accounts that reported these cases, each once. */
export async function reportersOf(db: Database, caseIds: readonly number[]): Promise<number[]> {
  const rows = await db.select<{ account_id: number }>(sql`
    SELECT DISTINCT account_id FROM cases WHERE id IN (${listOf([...new Set(caseIds)])}) AND account_id IS NOT NULL`);
  return rows.map((row) => row.account_id);
}
