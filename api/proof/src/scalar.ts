/** Numbers modulo the order of Ed25519's group, L = 2^252 + c, in limbs of 21 bits: twelve of them are 252 bits. */
const limb = 2 ** 21;
const c = [1430509, 1626855, 1442968, 997804, 1960495, 683900];

/** Whether 32 bytes, the lowest first, are a number below L: only such an S is canonical (RFC 8032, 5.1.7). */
export function isBelowOrder(bytes: Uint8Array): boolean {
  for (let index = 31; index >= 0; index -= 1) {
    const [own, order] = [bytes[index] ?? 0, orderBytes[index] ?? 0];
    if (own !== order) {
      return own < order;
    }
  }
  return false;
}

/** 64 bytes modulo L, as 32 bytes. */
export function reduceScalar(wide: Uint8Array): Uint8Array {
  const digits = limbsOf(wide, 25);
  let rest: number[] = Array.from({ length: 12 }, () => 0);
  for (const digit of digits.reverse()) {
    rest = pushDigit(rest, digit);
  }
  // What is left lies below 2^252 + 2^148; one L less may be needed.
  const bytes = bytesOf(rest);
  return isBelowOrder(bytes) ? bytes : bytesOf(pushDigit(rest.slice(1), rest[0] ?? 0));
}

/** Odd digits of a signed binary form, seldom other than 0: between two of them lie at least `width` - 1 zeroes. */
export function sparseDigits(bytes: Uint8Array, width: number): Int8Array {
  const digits = new Int8Array(257);
  const bitAt = (index: number): number => ((bytes[index >> 3] ?? 0) >> (index & 7)) & 1;
  let carry = 0;
  let index = 0;
  while (index < 257) {
    if (bitAt(index) === carry) {
      index += 1;
      continue;
    }
    let digit = carry;
    for (let bit = 0; bit < width; bit += 1) {
      digit += bitAt(index + bit) << bit;
    }
    carry = digit >> (width - 1);
    digits[index] = digit - (carry << width);
    index += width;
  }
  return digits;
}

const orderBytes = Uint8Array.of(
  0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
);

/** rest * 2^21 + digit modulo L: what stands above 2^252 is c times as much less. */
function pushDigit(rest: readonly number[], digit: number): number[] {
  const [top, shifted] = [rest[11] ?? 0, [digit, ...rest.slice(0, 11)]];
  const less = carried(shifted.map((one, index) => one - top * (c[index] ?? 0)));
  // A negative top limb means that it was less than nothing; L once more makes it positive.
  return (less[12] ?? 0) < 0 ? carried(addOrder(less)).slice(0, 12) : less.slice(0, 12);
}

function addOrder(limbs: readonly number[]): number[] {
  return limbs.map((one, index) => one + (index === 12 ? 1 : (c[index] ?? 0)));
}

function carried(limbs: readonly number[]): number[] {
  let carry = 0;
  const out = Array.from({ length: 12 }, (_, index) => {
    const sum = (limbs[index] ?? 0) + carry;
    carry = Math.floor(sum / limb);
    return sum - carry * limb;
  });
  return [...out, carry + (limbs[12] ?? 0)];
}

function limbsOf(bytes: Uint8Array, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    let value = 0;
    for (let bit = 20; bit >= 0; bit -= 1) {
      const at = index * 21 + bit;
      value = value * 2 + (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1);
    }
    return value;
  });
}

function bytesOf(limbs: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(32);
  for (let bit = 0; bit < 252; bit += 1) {
    const isSet = ((limbs[Math.floor(bit / 21)] ?? 0) >> bit % 21) & 1;
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (isSet << (bit & 7));
  }
  return bytes;
}
