import type * as z from "zod";
import type { readerHealth, ResultOf, listReaders as endpoint } from "@cunqing/contract";
import { shanghaiDay, startOfShanghaiDay } from "../../../kernel/clock.ts";
import type { Deps } from "../../../kernel/deps.ts";
import type { Reader } from "../../../kernel/journal/reader.ts";
import { isBehindOther } from "../../../kernel/journal/waits-behind.ts";
import { sql } from "../../../kernel/sql.ts";

type Health = z.output<typeof readerHealth>;

const holdsMax = 500;

/** How far each reader is, and where one has stopped. */
export async function listReaders(deps: Deps, readers: readonly Reader[]): Promise<ResultOf<typeof endpoint>> {
  const { db } = deps;
  const [top, unsealed, cursors, holds] = await Promise.all([
    db.selectOne<{ top: number | null }>(sql`SELECT MAX(position) AS top FROM trail_leaves`),
    // Sealed entries wait for their cover batch, and what is behind one with it: a number that moves would tell of it (trust.md 3).
    db.selectOne<{ n: number }>(sql`SELECT COUNT(*) AS n FROM journal_unsealed u JOIN journal j ON j.id = u.journal_id WHERE j.is_sealed = 0 AND NOT ${isBehindOther}`),
    db.select<{ reader: string; position: number }>(sql`SELECT reader, position FROM reader_cursors`),
    holdsOf(deps),
  ]);
  const sealedTo = top?.top ?? -1;
  const positions = new Map(cursors.map((cursor) => [cursor.reader, cursor.position]));
  return {
    sealedTo,
    unsealed: unsealed?.n ?? 0,
    rows: readers.map(({ name }) => {
      const position = positions.get(name) ?? -1;
      return { name, position, behind: sealedTo - position, holds: holds.filter((hold) => hold.reader === name).map(presentHold) };
    }),
  };
}

interface HoldRow {
  readonly reader: string;
  readonly public_id: string;
  readonly subject_kind: string;
  readonly position: number;
  readonly since_ms: number;
  readonly attempts: number;
  readonly error: string;
  readonly is_sealed: number;
}

function holdsOf({ db }: Deps): Promise<HoldRow[]> {
  return db.select<HoldRow>(sql`
    SELECT h.reader, h.public_id, h.subject_kind, h.position, h.since_ms, h.attempts, h.error,
      EXISTS (SELECT 1 FROM journal j WHERE j.subject_kind = h.subject_kind AND j.subject_id = h.subject_id AND j.is_sealed = 1) AS is_sealed
    FROM reader_holds h ORDER BY h.since_ms, h.id LIMIT ${holdsMax}`);
}

/** An operator must be able to release a sealed matter, but not to learn which, of whom, or when it moved (trust.md 3). */
function presentHold(hold: HoldRow): Health["holds"][number] {
  const { public_id: id, attempts } = hold;
  return hold.is_sealed === 1
    ? { id, subjectKind: "sealed", position: hold.position - (hold.position % 1000), since: startOfShanghaiDay(shanghaiDay(hold.since_ms)), attempts, error: "密件，不显示细节" }
    : { id, subjectKind: hold.subject_kind, position: hold.position, since: hold.since_ms, attempts, error: hold.error };
}
