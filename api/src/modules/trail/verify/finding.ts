/** Something that is not as the record says. `position` is null for what has none. */
export interface Finding {
  readonly position: number | null;
  readonly code: FindingCode;
  /** What it is, in words for people. */
  readonly words: string;
}

/** Stable names, for whoever counts or filters findings. */
export type FindingCode =
  | "leaf.missing"
  | "leaf.without_entry"
  | "leaf.changed"
  | "leaf.form_unreadable"
  | "entry.column_changed"
  | "entry.never_sealed"
  | "entry.not_in_record"
  | "detail.changed"
  | "detail.unknown"
  | "tile.changed"
  | "tile.missing"
  | "edge.changed"
  | "checkpoint.root_wrong"
  | "checkpoint.row_wrong"
  | "checkpoint.signature_wrong"
  | "checkpoint.beyond_record"
  | "checkpoint.missing"
  | "cosignature.wrong"
  | "cosignature.without_checkpoint"
  | "epoch.note_wrong"
  | "epoch.row_wrong"
  | "epoch.missing"
  | "saved.not_in_record"
  | "saved.forked"
  | "saved.unreadable"
  | "row.changed"
  | "row.deleted"
  | "row.without_entry"
  | "row.cannot_be_opened"
  | "server.answer_wrong";
