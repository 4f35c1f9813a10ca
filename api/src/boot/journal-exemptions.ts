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

/** Columns that may change alone: last-seen marks and counters of failure. A statement that sets anything else appends. */
export const exemptColumns: Readonly<Record<string, readonly string[]>> = {
  sessions: ["last_seen_at"],
  staff: ["last_seen_at", "failed_count", "failed_day", "totp_last_step"],
  accounts: ["phone_seen_at"],
  roll_imports: ["rows_read", "rows_applied", "new_count", "changed_count", "same_count", "duplicate_count", "error_count", "generation", "swept_at"],
};
