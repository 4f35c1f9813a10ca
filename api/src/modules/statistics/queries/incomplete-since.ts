import { inside } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { sql } from "../../../kernel/sql.ts";
import { readerName } from "../statistics.reader.ts";

/** So far behind is no longer the usual tenth of a second. */
const behindMs = 5 * 60_000;

/**
 * Since when the figures of a place miss something: the first entry of a subject at which the reader stopped, or
 * the first that it has not come to. Sealed entries are in no figure, so none of them is missed.
 */
export async function incompleteSince(deps: Deps, path: string): Promise<number | null> {
  const [held, unread] = await Promise.all([firstHeld(deps, path), firstUnread(deps)]);
  const late = unread !== null && unread < deps.clock.now() - behindMs ? unread : null;
  return held === null || late === null ? (held ?? late) : Math.min(held, late);
}

async function firstHeld({ db }: Deps, path: string): Promise<number | null> {
  const row = await db.selectOne<{ at: number | null }>(sql`
    SELECT MIN(j.at_ms) AS at FROM reader_holds h
    JOIN journal j ON j.subject_kind = h.subject_kind AND j.subject_id = h.subject_id
    JOIN trail_leaves l ON l.journal_id = j.id AND l.position >= h.position
    JOIN areas a ON a.id = j.area_id
    WHERE h.reader = ${readerName} AND ${inside("a.path", path)}`);
  return row?.at ?? null;
}

async function firstUnread({ db }: Deps): Promise<number | null> {
  const cursor = await db.selectOne<{ position: number }>(sql`SELECT position FROM reader_cursors WHERE reader = ${readerName}`);
  const leaf = await db.selectOne<{ at_ms: number }>(sql`
    SELECT j.at_ms FROM trail_leaves l JOIN journal j ON j.id = l.journal_id
    WHERE l.position > ${cursor?.position ?? -1} AND j.is_sealed = 0 ORDER BY l.position LIMIT 1`);
  const waiting = await db.selectOne<{ at_ms: number }>(sql`
    SELECT j.at_ms FROM journal_unsealed u JOIN journal j ON j.id = u.journal_id
    WHERE j.is_sealed = 0 ORDER BY u.journal_id LIMIT 1`);
  return leaf?.at_ms ?? waiting?.at_ms ?? null;
}
