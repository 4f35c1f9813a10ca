/** Something that is not as the record says. `position` is null for what has none. */
export interface Finding {
  readonly position: number | null;
  readonly code: FindingCode;
  /** What it is, in words for people. */
  readonly words: string;
  /** The same without our internal numbers, where `words` have some: they are for whoever sits at the database. */
  readonly shown?: string | undefined;
  /** About an entry that is sealed, or about the row it speaks for. */
  readonly isSealed?: boolean | undefined;
}

/** Stable names, for whoever counts or filters findings. */
export type FindingCode =
  | "leaf.missing"
  | "leaf.without_entry"
  | "leaf.changed"
  | "leaf.form_unreadable"
  | "entry.column_changed"
  | "entry.actor_cannot_be_opened"
  | "entry.subject_differs"
  | "entry.never_sealed"
  | "entry.not_in_record"
  | "detail.changed"
  | "detail.unknown"
  | "detail.missing"
  | "file.changed"
  | "file.missing"
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
  | "row.place_differs"
  | "row.without_entry"
  | "row.cannot_be_opened"
  | "server.answer_wrong";
