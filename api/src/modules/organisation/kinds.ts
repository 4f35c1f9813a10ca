declare module "../../kernel/journal/journal.ts" {
  interface JournalKinds {
    "area.opened": "name" | "code";
    "area.renamed": "from" | "to" | "reason";
    "area.recoded": "from" | "to" | "reason";
    "area.merged": "from" | "to" | "reason";
    /** A batch of rows that followed a merge. */
    "area.moved": "table" | "rows";
    /** `matter`: the case for which it was needed. */
    "person.shown": "field" | "reason" | "matter";
    "roll.import_started": "fileName";
    "roll.import_checked": "rows" | "new" | "changed" | "same" | "duplicates" | "errors";
    "roll.import_failed": "failure";
    "roll.import_cancelled": "why";
    "roll.apply_asked": never;
    "roll.import_applied": never;
    /** The roll of a village that was merged into another: its people stand in the other's now. */
    "roll.ended": never;
    "roll.switched": "generation" | "people";
  }
}
export {};
