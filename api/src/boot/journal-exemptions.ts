/**
 * Tables that change without a journal entry, each with its reason (trust.md 1: technical state). The generic
 * test watches every transaction and lets nothing else pass.
 */
export const journalExemptions: Readonly<Record<string, string>> = {
  migrations: "which steps of the schema have been taken",
  journal: "the record itself",
  journal_details: "part of an entry",
  journal_unsealed: "the sealer's queue",
  trail_leaves: "the sealer's work",
  cover_schedule: "when the sealer's next cover batch goes out",
  trail_tiles: "the tree's builder's work: hashes of entries that are there",
  trail_edge: "the tree's builder's work: hashes of entries that are there",
  trail_checkpoints: "the tree's heads; an entry about each would need another head",
  trail_cosignatures: "what witnesses signed; each proves itself and is about a head, not about a person",
  trail_epochs: "a restore's own signed statement, public as it is",
  reader_cursors: "how far a reader has come",
  reader_holds: "where a reader has stopped; releasing one is an entry of its own",
  leases: "which process works",
  idempotency_keys: "which form was sent already; the command beside it appends",
  jobs: "what the clock has asked for",
  security_log: "addresses and requests, kept for six months by law; reading them is an entry",
  security_log_days: "the keys of the security log's days",
  person_keys: "what closes a person's data in backups; erasing him, an entry, destroys his",
  messages: "a reader's work: each message follows an entry; reading one is nobody's business",
  deliveries: "a reader's work and its retries",
  subscription_quota: "how many WeChat messages are left; counted down with each sending",
  case_counts: "a reader's sums",
  case_facts: "what a reader has summed up",
  area_moves: "which rows still follow a merge; each batch of them appends area.moved",
  people: "staged by an import; nobody sees them before the switch, which appends",
  roll_entries: "staged by an import under a generation that is not in force; the switch appends",
  roll_import_problems: "what a dry run found; the import itself appends",
};

/**
 * What may be done to a domain table without an entry although its other changes need one. `only`: words that must
 * stand in the statement's condition.
 */
export const exemptStatements: Readonly<Record<string, readonly { readonly verb: "INSERT" | "DELETE"; readonly only?: RegExp; readonly reason: string }[]>> = {
  files: [
    { verb: "INSERT", reason: "an upload that no public case follows would announce a private one; the entry of the subject that takes it commits to its bytes" },
    { verb: "DELETE", only: /\bWHERE subject_id IS NULL AND\b/, reason: "an upload that nobody took goes as silently as it came" },
  ],
};

/** Columns that may change alone: last-seen marks and counters of failure. A statement that sets anything else appends. */
export const exemptColumns: Readonly<Record<string, readonly string[]>> = {
  sessions: ["last_seen_at"],
  staff: ["last_seen_at", "failed_count", "failed_day", "totp_last_step"],
  accounts: ["phone_seen_at"],
  trail_verifications: ["taken_at", "leaves_done", "leaves_total", "rows_done", "rows_total", "finding_count", "findings", "progress"],
  roll_imports: ["rows_read", "rows_applied", "new_count", "changed_count", "same_count", "duplicate_count", "error_count", "generation", "swept_at"],
};
