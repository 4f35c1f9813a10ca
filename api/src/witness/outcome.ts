/** How a witness ends, for the scheduler that started it and for the person who reads its window. */
export const exitCodes = {
  done: 0,
  broken: 1,
  usage: 2,
  /** Two signed heads that contradict each other. */
  fork: 10,
  /** The record became shorter than it was, without a signed epoch that says so. */
  shrink: 11,
  /** A checkpoint that no key of the log signed. */
  wrong_signature: 12,
  /** The log refuses to prove that its new head continues the old one. */
  missing_proof: 13,
  /** An earlier alarm has not been dealt with. */
  alarm_stands: 14,
  /** With --once: the record could not be reached. */
  unreachable: 20,
} as const;

export type AlarmKind = "fork" | "shrink" | "wrong_signature" | "missing_proof";

/** The record broke its word. `evidence` are signed notes, the older first. */
export class Alarm extends Error {
  override readonly name = "Alarm";
  readonly kind: AlarmKind;
  readonly evidence: readonly string[];

  constructor(kind: AlarmKind, evidence: readonly string[], detail: string) {
    super(detail);
    this.kind = kind;
    this.evidence = evidence;
  }
}

/** Something between us and the record, or a clock: waiting helps, and nobody is accused. */
export class Trouble extends Error {
  override readonly name = "Trouble";
}
