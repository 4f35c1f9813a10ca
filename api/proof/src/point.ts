import { fromHex } from "./base64.ts";
import { fromBytes, isOdd, isZero, toBytes } from "./field-bytes.ts";
import { invert, raise } from "./field-powers.ts";
import { add, copyElement, element, multiply, square, subtract, type Element } from "./field.ts";

/** A point of edwards25519 in extended coordinates: x = X/Z, y = Y/Z, XY = ZT (RFC 8032, 5.1.4). */
export interface Point {
  readonly x: Element;
  readonly y: Element;
  readonly z: Element;
  readonly t: Element;
}

/** A point prepared for being added again and again. */
export interface Addend {
  readonly sum: Element;
  readonly difference: Element;
  readonly doubleZ: Element;
  readonly scaledT: Element;
}

export const identity = (): Point => ({ x: element(0), y: element(1), z: element(1), t: element(0) });

/** Null for what RFC 8032, 5.1.3 refuses: a y of p or more, no such point, or a negative zero. */
export function decodePoint(bytes: Uint8Array): Point | null {
  const y = bytes.length === 32 ? fromBytes(bytes) : null;
  if (!y) {
    return null;
  }
  const [above, below, x, checked] = [element(), element(), element(), element()];
  square(above, y);
  multiply(below, above, d);
  subtract(above, above, one);
  add(below, below, one);
  rootOfQuotient(x, above, below);
  square(checked, x);
  multiply(checked, checked, below);
  if (!isSame(checked, above)) {
    multiply(x, x, rootOfMinusOne);
    square(checked, x);
    multiply(checked, checked, below);
    if (!isSame(checked, above)) {
      return null;
    }
  }
  const isNegative = ((bytes[31] ?? 0) & 128) !== 0;
  if (isZero(x) && isNegative) {
    return null;
  }
  if (isOdd(x) !== isNegative) {
    subtract(x, element(), x);
  }
  const t = element();
  multiply(t, x, y);
  return { x, y, z: element(1), t };
}

export function encodePoint(point: Point): Uint8Array {
  const [inverse, x, y] = [element(), element(), element()];
  invert(inverse, point.z);
  multiply(x, point.x, inverse);
  multiply(y, point.y, inverse);
  const bytes = toBytes(y);
  bytes[31] = (bytes[31] ?? 0) | (isOdd(x) ? 128 : 0);
  return bytes;
}

/** Doubles in place. T costs a product and is only needed when an addition follows. */
export function double(point: Point, withT: boolean): void {
  const [a, b, e, f, g, h] = [scratchA, scratchB, scratchE, scratchF, scratchG, scratchH];
  square(a, point.x);
  square(b, point.y);
  square(f, point.z);
  add(f, f, f);
  add(e, point.x, point.y);
  square(e, e);
  add(h, a, b);
  subtract(e, h, e);
  subtract(g, a, b);
  add(f, f, g);
  finish(point, withT);
}

/** Adds in place, or takes away when `isNegative`. */
export function addTo(point: Point, addend: Addend, isNegative: boolean, withT: boolean): void {
  const [a, b, e, f, g, h] = [scratchA, scratchB, scratchE, scratchF, scratchG, scratchH];
  subtract(a, point.y, point.x);
  multiply(a, a, isNegative ? addend.sum : addend.difference);
  add(b, point.y, point.x);
  multiply(b, b, isNegative ? addend.difference : addend.sum);
  multiply(g, point.t, addend.scaledT);
  multiply(h, point.z, addend.doubleZ);
  subtract(e, b, a);
  subtract(f, h, g);
  add(g, h, g);
  add(h, b, a);
  if (isNegative) {
    finishWith(point, withT, g, f);
  } else {
    finish(point, withT);
  }
}

/** 1, 3, 5, … times the point. */
export function oddMultiples(point: Point, count: number): Addend[] {
  const twice = copyPoint(point);
  double(twice, true);
  const step = addendOf(twice);
  const running = copyPoint(point);
  return Array.from({ length: count }, () => {
    const addend = addendOf(running);
    addTo(running, step, false, true);
    return addend;
  });
}

export const isIdentity = (point: Point): boolean => isZero(point.x) && isSame(point.y, point.z);

export const copyPoint = ({ x, y, z, t }: Point): Point => ({ x: copyElement(x), y: copyElement(y), z: copyElement(z), t: copyElement(t) });

const one = element(1);
const d = constant("a3785913ca4deb75abd841414d0a700098e879777940c78c73fe6f2bee6c0352");
const rootOfMinusOne = constant("b0a00e4a271beec478e42fad0618432fa7d7fb3d99004d2b0bdfc14f8024832b");
const doubleD = element();
add(doubleD, d, d);

// Shared, because an interpreter pays dearly for new arrays; nothing here waits or calls itself.
const [scratchA, scratchB, scratchE, scratchF, scratchG, scratchH] = [element(), element(), element(), element(), element(), element()];

const finish = (point: Point, withT: boolean): void => finishWith(point, withT, scratchF, scratchG);

function finishWith(point: Point, withT: boolean, f: Element, g: Element): void {
  multiply(point.x, scratchE, f);
  multiply(point.y, g, scratchH);
  multiply(point.z, f, g);
  if (withT) {
    multiply(point.t, scratchE, scratchH);
  }
}

function addendOf({ x, y, z, t }: Point): Addend {
  const [sum, difference, doubleZ, scaledT] = [element(), element(), element(), element()];
  add(sum, y, x);
  subtract(difference, y, x);
  add(doubleZ, z, z);
  multiply(scaledT, t, doubleD);
  return { sum, difference, doubleZ, scaledT };
}

/** The square root of above / below, or that times the root of -1, or nothing: u v^3 (u v^7)^((p-5)/8). */
function rootOfQuotient(out: Element, above: Element, below: Element): void {
  const [cube, power] = [element(), element()];
  square(cube, below);
  multiply(cube, cube, below);
  square(power, cube);
  multiply(power, power, below);
  multiply(power, power, above);
  raise(power, power);
  multiply(out, above, cube);
  multiply(out, out, power);
}

function isSame(a: Element, b: Element): boolean {
  const difference = element();
  subtract(difference, a, b);
  return isZero(difference);
}

function constant(hex: string): Element {
  const found = fromBytes(fromHex(hex) ?? new Uint8Array());
  if (!found) {
    throw new Error("A constant of the curve is misspelt.");
  }
  return found;
}
