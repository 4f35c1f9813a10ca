import type { RetentionClass } from "@cunqing/config";
import type { erasurePlan } from "@cunqing/contract";
import type * as z from "zod";
import type { Database } from "../../../kernel/database.ts";
import type { DataOwner, PersonalData } from "../../../kernel/personal-data.ts";
import { join, name, nothing, sql, type Sql } from "../../../kernel/sql.ts";
import { countOpenOf } from "../../cases/index.ts";
import type { PrivacyDeps, Registry } from "../deps.ts";

export type ErasurePlan = z.output<typeof erasurePlan>;

/** What erasing this person would destroy, and what a law keeps, each with how much there is. */
export async function planFor(deps: PrivacyDeps, registry: Registry, owner: DataOwner): Promise<ErasurePlan> {
  const plan: ErasurePlan = { destroyed: [], kept: [], openCases: await countOpenOf(deps.db, owner.accountId), needsOfficer: false };
  for (const data of registry.personalData) {
    const count = data.rowsOf ? await countRows(deps.db, data, data.rowsOf(owner)) : Number(data.isOfEverybody ?? false);
    if (count > 0) {
      (data.whenErased === "kept" ? plan.kept : plan.destroyed).push({ what: data.what, count, basis: basisOf(classOf(deps, data)) });
    }
  }
  return { ...plan, needsOfficer: plan.openCases > 0 };
}

/** The first declaration of which something is still there after everything was to be erased. */
export async function leftOver(deps: PrivacyDeps, registry: Registry, owner: DataOwner): Promise<PersonalData | undefined> {
  for (const data of registry.personalData) {
    if (data.rowsOf && data.whenErased !== "kept" && (await deps.db.selectOne(sql`SELECT 1 AS found FROM ${name(data.table)} WHERE ${data.rowsOf(owner)} ${notBlank(data)} LIMIT 1`))) {
      return data;
    }
  }
  return undefined;
}

export function classOf(deps: Pick<PrivacyDeps, "county">, data: PersonalData): RetentionClass {
  const found = deps.county.privacy.retention.find((candidate) => candidate.code === data.retention);
  if (!found) {
    throw new Error(`${data.table} names the retention class ${data.retention}, which privacy.json does not have`);
  }
  return found;
}

const basisOf = (found: RetentionClass): string | null => (found.ground === "law" ? `${found.name}：${found.law}${found.article}` : null);

async function countRows(db: Database, data: PersonalData, rows: Sql): Promise<number> {
  return (await db.selectOne<{ n: number }>(sql`SELECT COUNT(*) AS n FROM ${name(data.table)} WHERE ${rows}`))?.n ?? 0;
}

function notBlank(data: PersonalData): Sql {
  if (data.whenErased === "row_goes") {
    return nothing;
  }
  const differing = Object.entries(data.columns).map(([column, blank]) => (blank === null ? sql`${name(column)} IS NOT NULL` : sql`${name(column)} <> ${blank}`));
  return sql`AND (${join(differing, " OR ")})`;
}
