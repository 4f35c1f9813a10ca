import { expect, test } from "vitest";
import { speechRate, toWav } from "./wav.ts";

const text = (view: DataView, offset: number, length: number): string =>
  Array.from({ length }, (_none, index) => String.fromCharCode(view.getUint8(offset + index))).join("");

test("one second recorded at 48 kHz becomes one second of 16 kHz mono WAV", () => {
  const view = new DataView(toWav(new Float32Array(48_000).fill(0.5), 48_000));

  expect(text(view, 0, 4)).toBe("RIFF");
  expect(text(view, 8, 8)).toBe("WAVEfmt ");
  expect(view.getUint16(22, true)).toBe(1);
  expect(view.getUint32(24, true)).toBe(speechRate);
  expect(view.getUint32(40, true)).toBe(speechRate * 2);
  expect(view.getInt16(44, true)).toBe(16_384);
});

test("a voice too loud is cut off and does not wrap round into noise", () => {
  const view = new DataView(toWav(Float32Array.from([2, -2]), speechRate));
  expect([view.getInt16(44, true), view.getInt16(46, true)]).toEqual([32_767, -32_767]);
});

test("a phone that records slower than we keep is not sped up", () => {
  const view = new DataView(toWav(new Float32Array(80), 8_000));
  expect([view.getUint32(24, true), view.getUint32(40, true)]).toEqual([8_000, 160]);
});
