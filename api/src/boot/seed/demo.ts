import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { seedDemoStaff } from "../../modules/identity/index.ts";
import { dayMs } from "../../kernel/clock.ts";
import type { AppDeps } from "../compose.ts";
import { seedDemoRoll } from "./demo-roll.ts";
import { seedDemoCases } from "./demo-cases.ts";

/** Fills a county to look at. Runs at every start of the demo and adds only what is missing. */
export async function seedDemo(deps: AppDeps, dataDir: string): Promise<void> {
  // In office for a year, because the demo's cases happened before today.
  const lastYear = deps.clock.now() - 365 * dayMs;
  const people = await seedDemoStaff({ ...deps, clock: { now: () => lastYear } });
  // `npm start` prints who can log in from this file; the passwords are known to everybody anyway.
  writeFileSync(join(dataDir, "demo-people.json"), JSON.stringify(people, null, 2));
  await seedDemoRoll(deps);
  await seedDemoCases(deps, dataDir);
}
