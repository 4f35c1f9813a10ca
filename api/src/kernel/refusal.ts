import { refusals, type RefusalBody, type RefusalCode } from "@cunqing/contract";

export interface RefusalDetails {
  readonly fields?: NonNullable<RefusalBody["fields"]>;
  readonly facts?: NonNullable<RefusalBody["facts"]>;
  readonly retryAfterSeconds?: number;
}

/** An expected "no". Anything else that is thrown is a defect and becomes a 500. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, details: RefusalDetails = {}) {
    super(refusals[code].message);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return refusals[this.code].status;
  }
}

export function refuseUnless(condition: unknown, code: RefusalCode, details?: RefusalDetails): asserts condition {
  if (!condition) {
    throw new Refusal(code, details);
  }
}
