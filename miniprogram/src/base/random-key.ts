/**
 * A key for `Idempotency-Key`: it must be unlike every other phone's, not secret. Mini-programs have no synchronous
 * source of strong randomness, so the moment is mixed in.
 */
export function randomKey(): string {
  const letters = "abcdefghijkmnpqrstuvwxyz23456789";
  let key = Date.now().toString(36);
  while (key.length < 32) {
    key += letters.charAt(Math.floor(Math.random() * letters.length));
  }
  return key;
}
