import { expect, test } from "vitest";
import { canonicalJson, CanonicalJsonError, type CanonicalValue } from "./canonical-json.ts";

const textOf = (value: CanonicalValue): string => canonicalJson(value).toString("utf8");

test("RFC 8785 section 3.2.2: literals and strings come out byte for byte", () => {
  const value = JSON.parse(String.raw`{"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`) as CanonicalValue;
  const literals = "7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72 75 65 2c 66 61 6c 73 65 5d 2c";
  const strings = "22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24 5c 75 30 30 30 66 5c 6e 41 27 42 5c 22 5c 5c 5c 5c 5c 22 2f 22 7d";
  expect(canonicalJson(value).toString("hex")).toBe(`${literals} ${strings}`.replaceAll(" ", ""));
});

test("RFC 8785 section 3.2.3: keys are ordered by UTF-16 units, not by code points or bytes", () => {
  const value = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
  };
  const names = [...textOf(value).matchAll(/:"([^"]+)"/g)].map((match) => match[1]);
  expect(names).toEqual([
    "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face",
    "Hebrew Letter Dalet With Dagesh",
  ]);
});

test.each<[CanonicalValue, string]>([
  [{}, "{}"],
  [[], "[]"],
  [[0, -0, -1, Number.MAX_SAFE_INTEGER], "[0,0,-1,9007199254740991]"],
  [{ b: { d: 1, c: [2, { z: null, a: "" }] }, a: true }, '{"a":true,"b":{"c":[2,{"a":"","z":null}],"d":1}}'],
  [{ 10: 1, 9: 2, a: 3 }, '{"10":1,"9":2,"a":3}'],
  ["吴大伯\u2028🌾\u007f", '"吴大伯\u2028🌾\u007f"'],
  ["\b\t\n\f\r\u0000\u001f", String.raw`"\b\t\n\f\r\u0000\u001f"`],
  [JSON.parse('{"__proto__":1,"a":2}') as CanonicalValue, '{"__proto__":1,"a":2}'],
])("%j has the canonical form %s", (value, text) => {
  expect(textOf(value)).toBe(text);
});

const circle: unknown[] = [];
circle.push(circle);

test.each<[string, unknown]>([
  ["a fraction", 1.5],
  ["a number past 2^53", 2 ** 53],
  ["NaN", Number.NaN],
  ["infinity", Number.POSITIVE_INFINITY],
  ["undefined", undefined],
  ["an undefined member", { a: undefined }],
  ["a hole in an array", Object.assign([], { length: 1 })],
  ["half a surrogate pair", "\ud83d"],
  ["half a surrogate pair in a key", { "\ude00": 1 }],
  ["a bigint", 1n],
  ["a function", () => 1],
  ["a Date", new Date(0)],
  ["a Buffer", Buffer.from("x")],
  ["a Map", new Map()],
  ["a symbol key", { [Symbol("s")]: 1 }],
  ["a circle", circle],
])("%s has no canonical form", (_, value) => {
  // The types forbid all of these; the check stands for callers that hold unknown data.
  expect(() => canonicalJson(value as CanonicalValue)).toThrow(CanonicalJsonError);
});
