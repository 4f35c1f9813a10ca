import { element, multiply, square, type Element } from "./field.ts";

/** Raised to 2^252 - 3, from which both inverses and square roots are made. */
export function raise(out: Element, a: Element): void {
  const [a2, a9, a11, ones5] = [element(), element(), element(), element()];
  square(a2, a);
  squareTimes(a9, a2, 2);
  multiply(a9, a9, a);
  multiply(a11, a9, a2);
  square(ones5, a11);
  multiply(ones5, ones5, a9);
  // onesN is a raised to N ones in binary.
  const ones10 = joined(ones5, ones5, 5);
  const ones20 = joined(ones10, ones10, 10);
  const ones40 = joined(ones20, ones20, 20);
  const ones50 = joined(ones40, ones10, 10);
  const ones100 = joined(ones50, ones50, 50);
  const ones200 = joined(ones100, ones100, 100);
  const ones250 = joined(ones200, ones50, 50);
  squareTimes(ones250, ones250, 2);
  multiply(out, ones250, a);
}

/** 1 / a; 0 for 0. */
export function invert(out: Element, a: Element): void {
  const [power, cube] = [element(), element()];
  raise(power, a);
  // p - 2 = 8 (2^252 - 3) + 3
  squareTimes(power, power, 3);
  square(cube, a);
  multiply(cube, cube, a);
  multiply(out, power, cube);
}

function squareTimes(out: Element, a: Element, times: number): void {
  square(out, a);
  for (let count = 1; count < times; count += 1) {
    square(out, out);
  }
}

function joined(high: Element, low: Element, lowBits: number): Element {
  const out = element();
  squareTimes(out, high, lowBits);
  multiply(out, out, low);
  return out;
}
