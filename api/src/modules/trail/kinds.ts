declare module "../../kernel/journal/journal.ts" {
  interface JournalKinds {
    "reader.hold_released": "reader";
    /** Somebody with the right to it read sealed entries in the journal; itself sealed. */
    "journal.sealed_viewed": "entries";
  }
}
export {};
