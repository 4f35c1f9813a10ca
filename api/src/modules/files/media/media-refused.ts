/** Codes of the contract's book of refusals; the route turns one into the Refusal of the same code. */
export type MediaRefusalCode =
  | "file.not_an_image"
  | "file.too_large"
  | "file.bomb"
  | "file.polyglot"
  | "file.heic_unreadable"
  | "file.not_a_voice_note"
  | "file.voice_too_long"
  | "file.broken";

/** A file we do not take. The message is for the log; `help` is for the person, where the book's words are not enough. */
export class MediaRefused extends Error {
  override readonly name = "MediaRefused";
  readonly code: MediaRefusalCode;
  readonly help: string | null;

  constructor(code: MediaRefusalCode, reason: string, help: string | null = null) {
    super(reason);
    this.code = code;
    this.help = help;
  }
}
