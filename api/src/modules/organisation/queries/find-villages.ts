import type { Database } from "../../../kernel/database.ts";
import { sql } from "../../../kernel/sql.ts";
import { areasById, readAreas, type Area } from "../area.ts";

const foundMax = 50;

/** Open villages and communities whose name contains the words, each with its township's name. */
export async function findVillages(db: Database, words: string): Promise<{ readonly area: Area; readonly townshipName: string }[]> {
  const areas = await readAreas(
    db,
    sql`kind IN ('village', 'community') AND closed_at IS NULL AND INSTR(name, ${words}) > 0`,
    sql`ORDER BY sort, id LIMIT ${foundMax}`,
  );
  const parents = await areasById(db, areas.flatMap((area) => area.parentId ?? []));
  return areas.map((area) => ({ area, townshipName: parents.get(area.parentId ?? 0)?.name ?? "" }));
}
