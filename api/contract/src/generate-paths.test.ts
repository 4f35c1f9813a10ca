import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { renderPaths } from "./generate-paths.ts";

it("the paths that the front ends ship are those of the contract", () => {
  expect(readFileSync(new URL("./generated/paths.ts", import.meta.url), "utf8")).toBe(renderPaths());
});
