import { readFileSync } from "node:fs";
import type { AreaKind } from "@cunqing/contract";
import { parse } from "csv-parse/sync";
import { system } from "../../kernel/actor.ts";
import { randomId } from "../../kernel/crypto/random.ts";
import type { Deps } from "../../kernel/deps.ts";
import { sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";

interface DivisionRow {
  readonly code: string;
  readonly level: AreaKind;
  readonly name: string;
  readonly parent_code: string;
}

/** Opens the county's areas from its divisions file. Does nothing when they are there. */
export async function seedAreas(deps: Deps): Promise<number> {
  if (await deps.db.selectOne(sql`SELECT id FROM areas LIMIT 1`)) {
    return 0;
  }
  const rows: DivisionRow[] = parse(readFileSync(deps.county.areasFile), { columns: true, skip_empty_lines: true, bom: true });
  const byCode = new Map<string, { id: number; path: string }>();
  await inTransaction(deps.db, async () => {
    for (const [index, row] of rows.entries()) {
      const parent = byCode.get(row.parent_code);
      byCode.set(row.code, await openArea(deps, row, index, parent));
    }
  });
  return rows.length;
}

async function openArea(deps: Deps, row: DivisionRow, sort: number, parent: { id: number; path: string } | undefined) {
  const publicId = randomId();
  const name = shortName(row);
  const { insertId: id } = await deps.db.change(sql`
    INSERT INTO areas (public_id, kind, code, name, parent_id, path, sort, opened_at)
    VALUES (${publicId}, ${row.level}, ${row.code}, ${name}, ${parent?.id ?? null}, '', ${sort}, ${deps.clock.now()})`);
  const path = `${parent?.path ?? "/"}${id}/`;
  await deps.db.change(sql`UPDATE areas SET path = ${path} WHERE id = ${id}`);
  await deps.journal.append(system("seed"), {
    kind: "area.opened",
    subject: { kind: "area", id, publicId },
    areaId: id,
    details: { name, code: row.code },
  });
  return { id, path };
}

/** People say 张王村, not 张王村村民委员会. */
function shortName({ name, level }: DivisionRow): string {
  return level === "village" ? name.replace(/(村民委员会|居民委员会|村委会|居委会)$/, "") : name;
}
