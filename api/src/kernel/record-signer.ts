/** The record's own signatures. The keys stay behind it: nobody else ever holds them. */
export interface RecordSigner {
  /** The whole signed note: the text and the line of the log's key. */
  signNote(text: string): string;
  /** The same for a checkpoint, which also carries the line of the SM2 key where the county has one. */
  signCheckpoint(text: string): string;
}
