import { areEqual } from "./bytes.ts";
import { copyElement, element, limbBits, type Element } from "./field.ts";

/** Null unless the bytes are the one spelling of a number below p; the highest bit is not looked at. */
export function fromBytes(bytes: Uint8Array): Element | null {
  const limbs = element();
  for (let bit = 0; bit < 255; bit += 1) {
    const isSet = ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1;
    const index = Math.floor(bit / limbBits);
    limbs[index] = (limbs[index] ?? 0) + isSet * 2 ** (bit % limbBits);
  }
  const again = toBytes(limbs);
  again[31] = (again[31] ?? 0) | ((bytes[31] ?? 0) & 128);
  return areEqual(again, bytes) ? limbs : null;
}

/** The number between 0 and p - 1, the lowest byte first. */
export function toBytes(a: Element): Uint8Array {
  const whole = copyElement(a);
  carryAll(whole);
  // Adding 19 passes 2^255 exactly when the number is p or more.
  const beyond = copyElement(whole);
  beyond[0] += 19;
  const isBelow = carryOnce(beyond) === 0;
  return pack(isBelow ? whole : beyond);
}

export const isZero = (a: Element): boolean => toBytes(a).every((byte) => byte === 0);

export const isOdd = (a: Element): boolean => ((toBytes(a)[0] ?? 0) & 1) === 1;

const limb = 2 ** limbBits;

/** Makes every limb non-negative and the whole less than 2^255. */
function carryAll(limbs: Element): void {
  for (let round = 0; round < 3; round += 1) {
    const passed = carryOnce(limbs);
    limbs[0] += 19 * passed;
  }
}

/** @returns how often 2^255 was passed; that much is cut off. */
function carryOnce(limbs: Element): number {
  let carry = 0;
  for (let index = 0; index < 12; index += 1) {
    const width = index === 11 ? 2 ** 13 : limb;
    const sum = (limbs[index] ?? 0) + carry;
    carry = Math.floor(sum / width);
    limbs[index] = sum - carry * width;
  }
  return carry;
}

function pack(limbs: Element): Uint8Array {
  const bytes = new Uint8Array(32);
  for (let bit = 0; bit < 255; bit += 1) {
    const isSet = ((limbs[Math.floor(bit / limbBits)] ?? 0) >> bit % limbBits) & 1;
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (isSet << (bit & 7));
  }
  return bytes;
}
