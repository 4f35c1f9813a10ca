declare module "../../kernel/journal/journal.ts" {
  interface JournalKinds {
    "case.submitted": "door" | "category" | "text" | "place" | "photos" | "thumbnails" | "voice";
    "case.accepted": "note" | "category";
    "case.declined": "reasonCode" | "reason";
    "case.assigned": "assignee" | "note";
    "case.started": "note";
    "case.finished": "outcome" | "photos" | "thumbnails";
    "case.confirmed": "grade" | "tags" | "words" | "isLate";
    "case.disputed": "grade" | "tags" | "words" | "isLate";
    "case.fell_silent": never;
    "case.closed": never;
    "case.released": "text" | "photoIds";
    /** Staff opened a private case; itself sealed. */
    "case.private_viewed": "number";
  }
}
export {};
