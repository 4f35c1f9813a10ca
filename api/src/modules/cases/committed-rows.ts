import type { CommittedTable } from "../../kernel/journal/committed-rows.ts";

/** What the record vouches for of a case: the case, who has had it in hand, and its photos and recordings. */
export const caseRows: readonly CommittedTable[] = [
  { subjectKind: "case", table: "cases", key: "id" },
  { subjectKind: "case", table: "case_handlers", key: "case_id", order: ["staff_id", "area_id"], kinds: ["case.accepted", "case.assigned", "case.erased", "case.emptied"] },
  {
    subjectKind: "case",
    table: "files",
    key: "subject_id",
    order: ["id"],
    only: { column: "subject_kind", value: "case" },
    kinds: ["case.submitted", "case.finished", "case.erased", "case.emptied"],
  },
];
