import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const sheet = readFileSync(new URL("./styles/tokens.scss", import.meta.url), "utf8");
const [normal = "", elder = ""] = sheet.split(".page.elder");

const valueOf = (block: string, name: string): string => new RegExp(`--${name}: ([^;]+);`).exec(block)?.[1] ?? "";
/** At 375 dp one unit of the sheet is half a dp; on the narrowest phone (320 dp) it is 0.4267. */
const dp = (block: string, name: string, width: number): number => (parseFloat(valueOf(block, name)) * width) / 750;

test.each([
  ["ink", "paper"],
  ["ink", "card"],
  ["ink-soft", "paper"],
  ["ink-soft", "card"],
  ["ink-soft", "plain-soft"],
  ["on-vermilion", "vermilion"],
  ["vermilion", "card"],
  ["vermilion", "vermilion-soft"],
  ["green", "green-soft"],
  ["amber", "amber-soft"],
  ["late", "late-soft"],
  ["late", "card"],
  ["blue", "blue-soft"],
  ["blue", "paper"],
])("%s on %s can be read in the sun (at least 4.5 to 1)", (ink, ground) => {
  expect(contrast(valueOf(normal, ink), valueOf(normal, ground))).toBeGreaterThanOrEqual(4.5);
});

test("the edge of a field stands out from the paper (at least 3 to 1)", () => {
  expect(contrast(valueOf(normal, "edge"), valueOf(normal, "paper"))).toBeGreaterThanOrEqual(3);
});

test.each(["text-small", "text", "text-title", "text-big"])("%s is at least 18 dp in the elder view, on the narrowest phone too", (name) => {
  expect(dp(elder, name, 320)).toBeGreaterThanOrEqual(18);
});

test("the largest text of the elder view stays at 30 dp on an ordinary phone", () => {
  expect(dp(elder, "text-big", 375)).toBeLessThanOrEqual(30);
});

test.each([320, 360, 390])("main targets of the elder view are at least 60 dp on a %i dp phone", (width) => {
  expect(dp(elder, "tap", width)).toBeGreaterThanOrEqual(60);
});

test.each([
  [normal, 375],
  [elder, 320],
])("other targets are at least 44 dp", (block, width) => {
  expect(dp(block, "tap-minor", width)).toBeGreaterThanOrEqual(44);
});

test("lines stand at least 1.3 apart in both views", () => {
  expect(Number(valueOf(normal, "leading"))).toBeGreaterThanOrEqual(1.3);
  expect(Number(valueOf(elder, "leading"))).toBeGreaterThanOrEqual(1.3);
});

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
