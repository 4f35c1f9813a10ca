import { expect, test } from "vitest";
import { isElderView, wantsLargeText } from "./large-text.ts";

test.each([
  [{}, false],
  [{ fontSizeSetting: 16 }, false],
  [{ fontSizeSetting: 17, fontSizeScaleFactor: 1 }, false],
  [{ fontSizeSetting: 19 }, false],
  [{ fontSizeSetting: 20 }, true],
  [{ fontSizeSetting: 23 }, true],
  [{ fontSizeScaleFactor: 1.1 }, false],
  [{ fontSizeScaleFactor: 1.25 }, true],
])("WeChat's text setting %j opens the elder view by itself: %s", (setting, expected) => {
  expect(wantsLargeText(setting)).toBe(expected);
});

test.each([
  [null, 23, true],
  ["normal", 23, false],
  ["elder", 16, true],
  [null, 16, false],
] as const)("a person who chose %s keeps it at text size %i", (choice, fontSizeSetting, expected) => {
  expect(isElderView(choice, { fontSizeSetting })).toBe(expected);
});
