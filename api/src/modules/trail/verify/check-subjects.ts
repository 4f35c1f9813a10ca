import type { Database } from "../../../kernel/database.ts";
import type { CommittedTable } from "../../../kernel/journal/committed-rows.ts";
import { name, sql } from "../../../kernel/sql.ts";
import { usingIndex } from "../../../kernel/sql-differences.ts";
import { titleOf } from "../kind-titles.ts";
import type { Finding } from "./finding.ts";

/**
 * Holds the internal id of every entry's subject, which no form shows, against the public one: the same in all entries
 * of a subject, and that of the subject's own row.
 */
export async function checkSubjects(db: Database, tables: readonly CommittedTable[], after: number, to: number): Promise<Finding[]> {
  const found = new Map<number, SubjectRow>();
  // Left to itself MariaDB walks the whole record by time for every entry, because of the order.
  const first = sql`(SELECT o.subject_id FROM journal o ${usingIndex(db, "journal_by_public_subject")} WHERE o.subject_public_id = j.subject_public_id AND o.subject_kind = j.subject_kind ORDER BY o.at_ms, o.id LIMIT 1)`;
  const differing = [
    sql`FROM journal j LEFT JOIN trail_leaves l ON l.journal_id = j.id WHERE j.subject_id <> ${first} AND`,
    ...tables.filter(({ key, kinds }) => key === "id" && !kinds).map(({ table, subjectKind }) => sql`
      FROM journal j JOIN ${name(table)} own ON own.public_id = j.subject_public_id LEFT JOIN trail_leaves l ON l.journal_id = j.id
      WHERE j.subject_kind = ${subjectKind} AND own.id <> j.subject_id AND`),
  ];
  for (const which of differing) {
    for (const row of await db.select<SubjectRow>(sql`SELECT j.id, j.kind, j.is_sealed, l.position ${which} j.id > ${after} AND j.id <= ${to} ORDER BY j.id LIMIT 1000`)) {
      found.set(row.id, row);
    }
  }
  return [...found.values()].map(({ kind, position, is_sealed: isSealed }) => ({
    position,
    code: "entry.subject_differs",
    words: `留痕「${titleOf(kind)}」在数据库里挂到了另一个对象上`,
    ...(isSealed === 1 ? { isSealed: true } : {}),
  }));
}

interface SubjectRow {
  readonly id: number;
  readonly kind: string;
  readonly is_sealed: number;
  readonly position: number | null;
}
