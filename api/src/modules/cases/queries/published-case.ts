import type { Deps } from "../../../kernel/deps.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import { categoryOf } from "../case.clock.ts";
import { lockCase, releasedPhotosOf } from "../case.ts";

/** What others may read of a released case. */
export interface PublishedCase {
  readonly id: number;
  readonly publicId: string;
  readonly villageId: number;
  readonly areaPath: string;
  /** The moment of the release: another release is another version. */
  readonly version: number;
  readonly words: string;
  readonly photoIds: readonly string[];
}

/** Locks a case that is released now; undefined for every other, private ones too. */
export async function lockPublishedCase(deps: Deps, publicId: string): Promise<PublishedCase | undefined> {
  const row = await lockCase(deps.db, publicId);
  if (!row || row.released_at === null || row.is_private === 1 || row.state === "declined") {
    return undefined;
  }
  return {
    id: row.id,
    publicId: row.public_id,
    villageId: row.village_id,
    areaPath: row.area_path,
    version: row.released_at,
    words: row.released_text ?? "",
    photoIds: releasedPhotosOf(row),
  };
}

/** What a list calls some cases: kind and number, no words of anybody. */
export async function namesOfCases(deps: Deps, ids: readonly number[]): Promise<Map<number, { readonly publicId: string; readonly title: string }>> {
  const rows = await deps.db.select<{ id: number; public_id: string; number: string; category_code: string }>(sql`
    SELECT id, public_id, number, category_code FROM cases WHERE id IN (${listOf([...new Set(ids)])})`);
  return new Map(rows.map((row) => [row.id, { publicId: row.public_id, title: `${categoryOf(deps.county, row.category_code)?.name ?? "诉求"} ${row.number}` }]));
}
