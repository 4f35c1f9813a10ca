import { parseLogKey, parseVerifierKey, type LogKey, type VerifierKey } from "./keys.ts";

/** Built into the mini-program and printed for the notice board: a key fetched from a server proves nothing. */
export interface Trust {
  readonly origin: string;
  /** Lines as `parseLogKey` reads them. */
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
  readonly logKeys: readonly LogKey[];
  readonly others: readonly VerifierKey[];
  readonly witnessOf: ReadonlyMap<VerifierKey, Witness>;
}

/** Throws on a key that cannot be read: it came with the program, so the program is broken. */
export function readTrust(trust: Trust): TrustedKeys {
  const witnessOf = new Map(trust.witnesses.map((witness): [VerifierKey, Witness] => [readWitnessKey(witness.vkey), witness]));
  return { origin: trust.origin, logKeys: trust.logKeys.map(readLogKey), others: [...witnessOf.keys()], witnessOf };
}

function readLogKey(line: string): LogKey {
  const key = parseLogKey(line);
  if (!key) {
    throw new RangeError(`No ed25519 or sm2 verifier key: ${line}`);
  }
  return key;
}

function readWitnessKey(text: string): VerifierKey {
  const key = parseVerifierKey(text);
  if (key?.algorithm !== "cosignature") {
    throw new RangeError(`No cosignature verifier key: ${text}`);
  }
  return key;
}
