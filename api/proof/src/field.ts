/**
 * Numbers modulo p = 2^255 - 19 as twelve signed limbs of 22 bits. Limbs are doubles: twelve products of 23-bit limbs
 * sum to less than 2^50, so that nothing is rounded and nothing is carried between additions. Products are written
 * out because in an interpreter (old phones, `--jitless`) a loop's counters and bounds cost more than the arithmetic.
 */
export type Element = [number, number, number, number, number, number, number, number, number, number, number, number];

export const element = (first = 0): Element => [first, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

export const copyElement = (from: Element): Element => [...from];

/** Results of adding and subtracting are not carried: at most four of them may pile up before a product. */
export function add(out: Element, a: Element, b: Element): void {
  out[0] = a[0] + b[0];
  out[1] = a[1] + b[1];
  out[2] = a[2] + b[2];
  out[3] = a[3] + b[3];
  out[4] = a[4] + b[4];
  out[5] = a[5] + b[5];
  out[6] = a[6] + b[6];
  out[7] = a[7] + b[7];
  out[8] = a[8] + b[8];
  out[9] = a[9] + b[9];
  out[10] = a[10] + b[10];
  out[11] = a[11] + b[11];
}

export function subtract(out: Element, a: Element, b: Element): void {
  out[0] = a[0] - b[0];
  out[1] = a[1] - b[1];
  out[2] = a[2] - b[2];
  out[3] = a[3] - b[3];
  out[4] = a[4] - b[4];
  out[5] = a[5] - b[5];
  out[6] = a[6] - b[6];
  out[7] = a[7] - b[7];
  out[8] = a[8] - b[8];
  out[9] = a[9] - b[9];
  out[10] = a[10] - b[10];
  out[11] = a[11] - b[11];
}

export function multiply(out: Element, a: Element, b: Element): void {
  const a0 = a[0];
  const a1 = a[1];
  const a2 = a[2];
  const a3 = a[3];
  const a4 = a[4];
  const a5 = a[5];
  const a6 = a[6];
  const a7 = a[7];
  const a8 = a[8];
  const a9 = a[9];
  const a10 = a[10];
  const a11 = a[11];
  const b0 = b[0];
  const b1 = b[1];
  const b2 = b[2];
  const b3 = b[3];
  const b4 = b[4];
  const b5 = b[5];
  const b6 = b[6];
  const b7 = b[7];
  const b8 = b[8];
  const b9 = b[9];
  const b10 = b[10];
  const b11 = b[11];
  product[0] = a0 * b0;
  product[1] = a0 * b1 + a1 * b0;
  product[2] = a0 * b2 + a1 * b1 + a2 * b0;
  product[3] = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0;
  product[4] = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0;
  product[5] = a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0;
  product[6] = a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0;
  product[7] = a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0;
  product[8] = a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 + a8 * b0;
  product[9] = a0 * b9 + a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 + a8 * b1 + a9 * b0;
  product[10] = a0 * b10 + a1 * b9 + a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3 + a8 * b2 + a9 * b1 + a10 * b0;
  product[11] = a0 * b11 + a1 * b10 + a2 * b9 + a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 + a8 * b3 + a9 * b2 + a10 * b1 + a11 * b0;
  product[12] = a1 * b11 + a2 * b10 + a3 * b9 + a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4 + a9 * b3 + a10 * b2 + a11 * b1;
  product[13] = a2 * b11 + a3 * b10 + a4 * b9 + a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5 + a9 * b4 + a10 * b3 + a11 * b2;
  product[14] = a3 * b11 + a4 * b10 + a5 * b9 + a6 * b8 + a7 * b7 + a8 * b6 + a9 * b5 + a10 * b4 + a11 * b3;
  product[15] = a4 * b11 + a5 * b10 + a6 * b9 + a7 * b8 + a8 * b7 + a9 * b6 + a10 * b5 + a11 * b4;
  product[16] = a5 * b11 + a6 * b10 + a7 * b9 + a8 * b8 + a9 * b7 + a10 * b6 + a11 * b5;
  product[17] = a6 * b11 + a7 * b10 + a8 * b9 + a9 * b8 + a10 * b7 + a11 * b6;
  product[18] = a7 * b11 + a8 * b10 + a9 * b9 + a10 * b8 + a11 * b7;
  product[19] = a8 * b11 + a9 * b10 + a10 * b9 + a11 * b8;
  product[20] = a9 * b11 + a10 * b10 + a11 * b9;
  product[21] = a10 * b11 + a11 * b10;
  product[22] = a11 * b11;
  reduce(out);
}

export function square(out: Element, a: Element): void {
  const a0 = a[0];
  const a1 = a[1];
  const a2 = a[2];
  const a3 = a[3];
  const a4 = a[4];
  const a5 = a[5];
  const a6 = a[6];
  const a7 = a[7];
  const a8 = a[8];
  const a9 = a[9];
  const a10 = a[10];
  const a11 = a[11];
  product[0] = a0 * a0;
  product[1] = 2 * a0 * a1;
  product[2] = 2 * a0 * a2 + a1 * a1;
  product[3] = 2 * (a0 * a3 + a1 * a2);
  product[4] = 2 * (a0 * a4 + a1 * a3) + a2 * a2;
  product[5] = 2 * (a0 * a5 + a1 * a4 + a2 * a3);
  product[6] = 2 * (a0 * a6 + a1 * a5 + a2 * a4) + a3 * a3;
  product[7] = 2 * (a0 * a7 + a1 * a6 + a2 * a5 + a3 * a4);
  product[8] = 2 * (a0 * a8 + a1 * a7 + a2 * a6 + a3 * a5) + a4 * a4;
  product[9] = 2 * (a0 * a9 + a1 * a8 + a2 * a7 + a3 * a6 + a4 * a5);
  product[10] = 2 * (a0 * a10 + a1 * a9 + a2 * a8 + a3 * a7 + a4 * a6) + a5 * a5;
  product[11] = 2 * (a0 * a11 + a1 * a10 + a2 * a9 + a3 * a8 + a4 * a7 + a5 * a6);
  product[12] = 2 * (a1 * a11 + a2 * a10 + a3 * a9 + a4 * a8 + a5 * a7) + a6 * a6;
  product[13] = 2 * (a2 * a11 + a3 * a10 + a4 * a9 + a5 * a8 + a6 * a7);
  product[14] = 2 * (a3 * a11 + a4 * a10 + a5 * a9 + a6 * a8) + a7 * a7;
  product[15] = 2 * (a4 * a11 + a5 * a10 + a6 * a9 + a7 * a8);
  product[16] = 2 * (a5 * a11 + a6 * a10 + a7 * a9) + a8 * a8;
  product[17] = 2 * (a6 * a11 + a7 * a10 + a8 * a9);
  product[18] = 2 * (a7 * a11 + a8 * a10) + a9 * a9;
  product[19] = 2 * (a8 * a11 + a9 * a10);
  product[20] = 2 * a9 * a11 + a10 * a10;
  product[21] = 2 * a10 * a11;
  product[22] = a11 * a11;
  reduce(out);
}

export const limbBits = 22;
const limb = 2 ** limbBits;
const inverseLimb = 1 / limb;
// Added and taken away again, this rounds a double to a multiple of 2^22: cheaper than a call to Math.round.
const rounder = 1.5 * 2 ** 52 * limb;
// 2^264 modulo p
const fold = 9728;

// One buffer for all products: an interpreter pays dearly for every new array. It begins with fractions, so that the
// engine keeps doubles in it.
const product: [...Element, ...Element] = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];

/** The 23 columns of `product`, carried and folded into twelve limbs; written out for the same reason as the products. */
function reduce(out: Element): void {
  carryHigh();
  foldLow(out);
}

function carryHigh(): void {
  const c = product;
  let sum = c[12];
  let rounded = sum + rounder - rounder;
  c[12] = sum - rounded;
  sum = c[13] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  c[13] = sum - rounded;
  sum = c[14] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  c[14] = sum - rounded;
  sum = c[15] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  c[15] = sum - rounded;
  sum = c[16] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  c[16] = sum - rounded;
  sum = c[17] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  c[17] = sum - rounded;
  sum = c[18] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  c[18] = sum - rounded;
  sum = c[19] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  c[19] = sum - rounded;
  sum = c[20] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  c[20] = sum - rounded;
  sum = c[21] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  c[21] = sum - rounded;
  sum = c[22] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  c[22] = sum - rounded;
  c[23] = rounded * inverseLimb;
}

function foldLow(out: Element): void {
  const c = product;
  let sum = c[0] + fold * c[12];
  let rounded = sum + rounder - rounder;
  const first = sum - rounded;
  sum = c[1] + fold * c[13] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  out[1] = sum - rounded;
  sum = c[2] + fold * c[14] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  out[2] = sum - rounded;
  sum = c[3] + fold * c[15] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  out[3] = sum - rounded;
  sum = c[4] + fold * c[16] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  out[4] = sum - rounded;
  sum = c[5] + fold * c[17] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  out[5] = sum - rounded;
  sum = c[6] + fold * c[18] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  out[6] = sum - rounded;
  sum = c[7] + fold * c[19] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  out[7] = sum - rounded;
  sum = c[8] + fold * c[20] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  out[8] = sum - rounded;
  sum = c[9] + fold * c[21] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  out[9] = sum - rounded;
  sum = c[10] + fold * c[22] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  out[10] = sum - rounded;
  sum = c[11] + fold * c[23] + rounded * inverseLimb;
  rounded = sum + rounder - rounder;
  out[11] = sum - rounded;
  sum = first + fold * (rounded * inverseLimb);
  rounded = sum + rounder - rounder;
  out[0] = sum - rounded;
  out[1] += rounded * inverseLimb;
}
