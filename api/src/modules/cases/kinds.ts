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
    /** The reporter was erased; what stays is staff's, under restriction. */
    "case.erased": never;
    /** The restriction is over: what was kept of an erased reporter's case is gone too. */
    "case.emptied": never;
    "case.released": "text" | "photoIds";
    /** Staff opened a private case; itself sealed. */
    "case.private_viewed": "number";
  }
}
export {};
