declare module "../../kernel/journal/journal.ts" {
  interface JournalKinds {
    "reader.hold_released": "reader";
    "trail.verification_started": never;
    "trail.verification_stopped": never;
    "trail.verification_finished": "outcome" | "findings";
    /** Somebody with the right to it read sealed entries in the journal; itself sealed. */
    "journal.sealed_viewed": "entries";
  }
}
export {};
