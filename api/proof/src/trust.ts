import { parseVerifierKey, type VerifierKey } from "./keys.ts";

/** Built into the mini-program and printed for the notice board: a key fetched from a server proves nothing. */
export interface Trust {
  readonly origin: string;
  readonly logKeys: readonly string[];
  readonly witnesses: readonly Witness[];
}

export interface Witness {
  /** How people call it; the key has its own name. */
  readonly name: string;
  readonly vkey: string;
  /** Not in the office that runs the log. */
  readonly isOutside: boolean;
}

export interface TrustedKeys {
  readonly origin: string;
  readonly logKeys: readonly VerifierKey[];
  readonly others: readonly VerifierKey[];
  readonly witnessOf: ReadonlyMap<VerifierKey, Witness>;
}

/** Throws on a key that cannot be read: it came with the program, so the program is broken. */
export function readTrust(trust: Trust): TrustedKeys {
  const witnessOf = new Map(trust.witnesses.map((witness): [VerifierKey, Witness] => [readKey(witness.vkey, "cosignature"), witness]));
  return { origin: trust.origin, logKeys: trust.logKeys.map((key) => readKey(key, "ed25519", "sm2")), others: [...witnessOf.keys()], witnessOf };
}

function readKey(text: string, ...allowed: readonly VerifierKey["algorithm"][]): VerifierKey {
  const key = parseVerifierKey(text);
  if (!key || !allowed.includes(key.algorithm)) {
    throw new RangeError(`No ${allowed.join(" or ")} verifier key: ${text}`);
  }
  return key;
}
