declare module "../../kernel/journal/journal.ts" {
  interface JournalKinds {
    "reader.hold_released": "reader";
    "trail.verification_started": never;
    "trail.verification_stopped": never;
    "trail.verification_finished": "outcome" | "findings";
    /** Somebody with the right to it read sealed entries in the journal; itself sealed. */
    "journal.sealed_viewed": "entries";
    /** Somebody took everything on record about a case with him; sealed when the case is private. */
    "dossier.made": "reason" | "content";
  }
}
export {};
