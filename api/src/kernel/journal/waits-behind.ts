import { sql, type Sql } from "../sql.ts";

/**
 * Whether the waiting entry `j` stands behind one of the other sort about the same subject: then its turn comes after
 * that one's. Of a subject's entries only those since the oldest that waits are looked at, however many it has.
 */
export const isBehindOther: Sql = sql`EXISTS (
  SELECT 1 FROM journal earlier JOIN journal_unsealed ahead ON ahead.journal_id = earlier.id
  WHERE earlier.subject_kind = j.subject_kind AND earlier.subject_id = j.subject_id AND earlier.is_sealed <> j.is_sealed
    AND earlier.id < j.id AND earlier.id >= (SELECT MIN(first.journal_id) FROM journal_unsealed first))`;
