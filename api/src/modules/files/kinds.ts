declare module "../../kernel/journal/journal.ts" {
  interface JournalKinds {
    /** SHA-256 of the stored bytes, in hex; the entry's own salt keeps the commitment from being guessed. */
    "file.stored": "contentHash" | "thumbnailHash";
    "file.removed": never;
  }
}
export {};
