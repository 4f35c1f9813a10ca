import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "@cunqing/config";
import type { AppDeps } from "../api/src/boot/compose.ts";
import { openDeps } from "../api/src/boot/open-deps.ts";
import { prepare } from "../api/src/boot/prepare.ts";
import { getCounty, isVillage, readAreas } from "../api/src/modules/organisation/index.ts";
import { sql } from "../api/src/kernel/sql.ts";
import { buildStaff, buildVillager } from "../api/src/testing/build-actors.ts";
import { signIn } from "../api/src/testing/sign-in.ts";
import { createTestDatabase } from "../api/src/testing/test-database.ts";
import { fillCases, type Village } from "./data-set.ts";
import { startProgram, type Program } from "./processes.ts";

/** A database with the real county's villages, some people and many cases, and what the API needs to run on it. */
export interface County {
  readonly deps: AppDeps;
  readonly databaseUrl: string;
  readonly fileUrlKey: string;
  readonly village: Village;
  /** Sessions: of the village's secretary, of the county's dispatcher, and of villagers who report. */
  readonly secretary: string;
  readonly dispatcher: string;
  readonly villagers: readonly string[];
  readonly accountId: number;
  startApi(): Promise<Program>;
  close(): Promise<void>;
}

/** What the settings give a process by default; the peer gets as many. */
export const poolMax = 10;

/** For whoever looks for what costs: BENCH_NODE_FLAGS="--cpu-prof --cpu-prof-dir=/tmp" profiles the API. */
const nodeFlags = (process.env.BENCH_NODE_FLAGS ?? "").split(" ").filter(Boolean);

export async function openCounty(cases: number, villagerCount: number): Promise<County> {
  const folder = mkdtempSync(join(tmpdir(), "cunqing-bench-"));
  const database = await createTestDatabase(folder, "mysql");
  const env = { ...database.env, MODE: "development", LOG_LEVEL: "warn", DATA_DIR: folder, DATABASE_POOL: String(poolMax) };
  const settings = readSettings(env);
  await prepare(settings);
  const opened = await openDeps(settings);
  const { deps } = opened;
  const people = await fill(deps, cases, villagerCount);
  return {
    deps,
    ...people,
    databaseUrl: database.env.DATABASE_URL ?? "",
    fileUrlKey: settings.keys.fileUrl,
    // One proxy in front, so that villagers are told apart by address; real counties run so.
    startApi: () => startProgram([...nodeFlags, "api/dist/main.mjs"], { ...env, ROLES: "web", PORT: "0", TRUST_PROXY: "1" }),
    async close() {
      await opened.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function fill(deps: AppDeps, cases: number, villagerCount: number) {
  const world = { deps };
  const villages = (await readAreas(deps.db, sql`closed_at IS NULL`)).filter(isVillage);
  const village = villages[Math.floor(villages.length / 2)];
  if (!village) {
    throw new Error("the county has no villages");
  }
  const secretary = await buildStaff(world, "village_secretary", village);
  const dispatcher = await buildStaff(world, "county_dispatcher", await getCounty(deps.db));
  const handlers = await Promise.all(villages.slice(0, 20).map((area) => buildStaff(world, "grid_worker", area)));
  const villagers = [];
  for (let made = 0; made < villagerCount; made += 1) {
    villagers.push(await buildVillager(world, village));
  }
  const sessions = [];
  for (const villager of villagers) {
    sessions.push(tokenOf(await signIn(world, villager)));
  }
  await fillCases(deps.db, {
    cases,
    villages,
    measured: village,
    accountIds: villagers.map((villager) => villager.accountId),
    handlerIds: handlers.map((handler) => handler.staffId),
    now: deps.clock.now(),
  });
  return {
    village,
    secretary: tokenOf(await signIn(world, secretary)),
    dispatcher: tokenOf(await signIn(world, dispatcher)),
    villagers: sessions,
    accountId: villagers[0]?.accountId ?? 0,
  };
}

const tokenOf = (headers: Record<string, string>): string => (headers.authorization ?? "").slice("Bearer ".length);
