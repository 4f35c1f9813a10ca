import { areEqual, concatBytes } from "./bytes.ts";
import { addTo, copyPoint, decodePoint, double, encodePoint, identity, isIdentity, oddMultiples, type Addend, type Point } from "./point.ts";
import { isBelowOrder, reduceScalar, sparseDigits } from "./scalar.ts";
import { sha512 } from "./sha512.ts";

/**
 * Checks an Ed25519 signature as RFC 8032, 5.1.7 does, strictly: S below the group's order, points in their one
 * spelling, the equation without the cofactor, and no key of small order, under which anything would verify.
 *
 * Written here because of the phones: without a compiler and without BigInt (Node's `--jitless` stands in for them)
 * the libraries we measured need 107 ms (tweetnacl, @stablelib/ed25519) to 149 ms (elliptic) for one signature, and
 * a whole receipt has to be checked within 50 ms. Everything is public, so nothing here needs constant time.
 */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const s = signature.subarray(32);
  const key = publicKey.length === 32 && signature.length === 64 && isBelowOrder(s) ? decodePoint(publicKey) : null;
  if (!key || isSmall(key)) {
    return false;
  }
  const r = signature.subarray(0, 32);
  const k = reduceScalar(sha512(concatBytes(r, publicKey, message)));
  return areEqual(encodePoint(combine(s, k, key)), r);
}

const [baseWidth, keyWidth] = [6, 5];
let baseMultiples: readonly Addend[] | undefined;

/** s B - k A, both at once, so that the doublings are shared. */
function combine(s: Uint8Array, k: Uint8Array, key: Point): Point {
  baseMultiples ??= oddMultiples(basePoint(), 2 ** (baseWidth - 2));
  const keyMultiples = oddMultiples(key, 2 ** (keyWidth - 2));
  const [ofBase, ofKey] = [sparseDigits(s, baseWidth), sparseDigits(k, keyWidth)];
  const sum = identity();
  for (let index = topOf(ofBase, ofKey); index >= 0; index -= 1) {
    const [base, own] = [ofBase[index] ?? 0, ofKey[index] ?? 0];
    double(sum, base !== 0 || own !== 0);
    const [baseAddend, keyAddend] = [baseMultiples[Math.abs(base) >> 1], keyMultiples[Math.abs(own) >> 1]];
    if (base !== 0 && baseAddend) {
      addTo(sum, baseAddend, base < 0, own !== 0);
    }
    if (own !== 0 && keyAddend) {
      addTo(sum, keyAddend, own > 0, false);
    }
  }
  return sum;
}

/** Where the first digit stands that is not nothing in both. */
function topOf(a: Int8Array, b: Int8Array): number {
  let top = a.length - 1;
  while (top > 0 && a[top] === 0 && b[top] === 0) {
    top -= 1;
  }
  return top;
}

/** Whether eight times the point is nothing. */
function isSmall(point: Point): boolean {
  const copy = copyPoint(point);
  double(copy, false);
  double(copy, false);
  double(copy, false);
  return isIdentity(copy);
}

function basePoint(): Point {
  const point = decodePoint(Uint8Array.from({ length: 32 }, (_, index) => (index === 0 ? 0x58 : 0x66)));
  if (!point) {
    throw new Error("The base point is misspelt.");
  }
  return point;
}
