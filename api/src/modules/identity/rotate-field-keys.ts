import { system } from "../../kernel/actor.ts";
import type { FieldContext } from "../../kernel/crypto/field-cipher.ts";
import type { Deps } from "../../kernel/deps.ts";
import { name, sql, type Sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { getCounty, type Area } from "../organisation/index.ts";

export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** What the value is bound to, as SQL over the table's own row. */
  readonly rowId: Sql;
}

/** Every sealed column of the schema, in whichever module: a forgotten one could not be read once the old key is gone. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: "accounts", column: "wechat_sealed", rowId: sql`public_id` },
  { table: "accounts", column: "phone_sealed", rowId: sql`public_id` },
  { table: "claims", column: "identity_sealed", rowId: sql`public_id` },
  { table: "staff", column: "phone_sealed", rowId: sql`public_id` },
  { table: "staff", column: "totp_sealed", rowId: sql`public_id` },
  { table: "setup_links", column: "totp_sealed", rowId: sql`token_hash` },
  { table: "people", column: "identity_sealed", rowId: sql`public_id` },
  { table: "roll_entries", column: "phone_sealed", rowId: sql`(SELECT p.public_id FROM people p WHERE p.id = roll_entries.person_id)` },
  { table: "withholdings", column: "excerpt_sealed", rowId: sql`public_id` },
  { table: "security_log_days", column: "key_sealed", rowId: sql`day` },
];

/**
 * Seals whatever is sealed under an older key again under the newest, so that the older one can be dropped after.
 * May be stopped and run again, and runs beside everything else: a value that was changed meanwhile is left alone,
 * because it was then sealed under the newest key.
 * @returns how many values were sealed again.
 */
export async function rotateFieldKeys(deps: Deps, { batch }: { readonly batch: number }): Promise<number> {
  const county = await getCounty(deps.db);
  let total = 0;
  for (const column of sealedColumns) {
    total += await rotateColumn(deps, county, column, batch);
  }
  return total;
}

async function rotateColumn(deps: Deps, county: Area, column: SealedColumn, batch: number): Promise<number> {
  let total = 0;
  for (let after: number | undefined = 0; after !== undefined; ) {
    const rows: SealedRow[] = await deps.db.select<SealedRow>(sql`
      SELECT id, ${column.rowId} AS row_id, ${name(column.column)} AS sealed FROM ${name(column.table)}
      WHERE id > ${after} AND ${name(column.column)} IS NOT NULL ORDER BY id LIMIT ${batch}`);
    total += await resealRows(deps, county, column, rows.filter((row) => deps.cipher.needsReseal(row.sealed)));
    after = rows.at(-1)?.id;
  }
  return total;
}

interface SealedRow {
  readonly id: number;
  readonly row_id: string;
  readonly sealed: string;
}

/** One transaction a batch, with one entry that says how many values of which column. */
async function resealRows(deps: Deps, county: Area, { table, column }: SealedColumn, rows: readonly SealedRow[]): Promise<number> {
  if (rows.length === 0) {
    return 0;
  }
  const field: FieldContext["field"] = `${table}.${column}`;
  const resealed = rows.map((row) => ({ ...row, fresh: deps.cipher.reseal(row.sealed, { field, rowId: row.row_id }) }));
  return inTransaction(deps.db, async () => {
    let changed = 0;
    for (const row of resealed) {
      const { changes } = await deps.db.change(sql`
        UPDATE ${name(table)} SET ${name(column)} = ${row.fresh} WHERE id = ${row.id} AND ${name(column)} = ${row.sealed}`);
      changed += changes;
    }
    await deps.journal.append(system("rotate-field-keys"), {
      kind: "field_keys.changed",
      subject: { kind: "area", id: county.id, publicId: county.publicId },
      areaId: county.id,
      details: { table, column, rows: String(changed) },
    });
    return changed;
  });
}
