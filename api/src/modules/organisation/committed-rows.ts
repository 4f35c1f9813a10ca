import type { CommittedTable } from "../../kernel/journal/committed-rows.ts";

/** What the record vouches for of areas and rolls. The people of a roll are many and change by imports only. */
export const organisationRows: readonly CommittedTable[] = [
  { subjectKind: "area", table: "areas", key: "id", leftOut: { path: "built of the parents' ids, and rewritten below when a parent is merged" } },
  { subjectKind: "roll", table: "rolls", key: "village_id" },
  { subjectKind: "roll_import", table: "roll_imports", key: "id" },
];
