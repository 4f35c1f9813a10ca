import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { describeSettings, settingsPage } from "./describe-settings.ts";

it.each(describeSettings())("$name has a sentence and a default in words", (row) => {
  expect(row.sentence).toMatch(/^[A-Z].{20,}\.$/);
  expect(row.default).toMatch(/^(?!.*\[object).*\S/);
});

it("docs/settings.md is what the schema says (else run config/src/print-settings.ts again)", () => {
  expect(readFileSync(new URL("../../docs/settings.md", import.meta.url), "utf8")).toBe(settingsPage());
});
