import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { describeSettings, settingsPage } from "./describe-settings.ts";

it("every setting has a sentence and a default in words", () => {
  for (const row of describeSettings()) {
    expect(row.sentence, row.name).toMatch(/^[A-Z].{20,}\.$/);
    expect(row.default, row.name).toMatch(/\S/);
    expect(row.default, row.name).not.toContain("[object");
  }
});

it("docs/settings.md is what the schema says (else run config/src/print-settings.ts again)", () => {
  expect(readFileSync(new URL("../../docs/settings.md", import.meta.url), "utf8")).toBe(settingsPage());
});
