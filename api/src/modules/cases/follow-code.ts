import { createHmac } from "node:crypto";
import type { Deps } from "../../kernel/deps.ts";
import { codeOfBytes, normalCode } from "../../kernel/crypto/random.ts";

const symbols = 20;

/**
 * The code by which an anonymous case is followed: 100 bits, derived from the case's public id by our key, so
 * that the same form sent twice answers with the same code and the code itself is stored nowhere.
 */
export function followCodeOf(deps: Pick<Deps, "tokenKey">, casePublicId: string): string {
  return codeOfBytes(createHmac("sha256", deps.tokenKey).update(`follow:${casePublicId}`).digest().subarray(0, symbols));
}

/** What is stored of the code: a keyed hash. Null when the text cannot be a code. */
export function followIndexOf(deps: Pick<Deps, "blindIndex">, typed: string): string | null {
  const code = normalCode(typed);
  return code === null ? null : deps.blindIndex.of("follow", code);
}
