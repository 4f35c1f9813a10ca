/** A reason not to restore, in words for the operator. Nothing has been changed when it is thrown before the first row. */
export class RestoreRefused extends Error {
  override readonly name = "RestoreRefused";
}
