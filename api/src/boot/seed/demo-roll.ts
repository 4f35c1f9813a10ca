import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inventPerson, type InventedPerson } from "../../../../sql/seed/invent-person.ts";
import { system } from "../../kernel/actor.ts";
import { sql } from "../../kernel/sql.ts";
import { applyRollImport, createOrganisation, openGrid, readAreas, startRollImport, type Area, type OrganisationDeps } from "../../modules/organisation/index.ts";

/** Whose people are invented: the village of the first reporter, and the one a visitor looks at first. */
const demoVillages = [
  { code: "330825002222", firstSeed: 0 },
  { code: "330825109225", firstSeed: 300 },
] as const;
const peoplePerVillage = 300;
const grids = ["第一网格", "第二网格", "第三网格"] as const;
const seeder = system("seed");

/** Grids, households and villagers of two villages, through the same import a clerk uses. Does nothing when they are there. */
export async function seedDemoRoll(deps: OrganisationDeps): Promise<void> {
  for (const { code, firstSeed } of demoVillages) {
    const [village] = await readAreas(deps.db, sql`code = ${code}`);
    const isThere = village && (await deps.db.selectOne(sql`SELECT village_id FROM rolls WHERE village_id = ${village.id}`));
    if (village && !isThere) {
      await openMissingGrids(deps, village);
      await importPeople(deps, village, firstSeed);
    }
  }
}

async function openMissingGrids(deps: OrganisationDeps, village: Area): Promise<void> {
  const known = (await readAreas(deps.db, sql`parent_id = ${village.id}`)).map((area) => area.name);
  for (const name of grids.filter((grid) => !known.includes(grid))) {
    await openGrid(deps, seeder, village, name);
  }
}

async function importPeople(deps: OrganisationDeps, village: Area, firstSeed: number): Promise<void> {
  if (!(await findUnfinished(deps, village))) {
    await uploadPeople(deps, village, firstSeed);
  }
  await runLoops(deps);
  const checked = await findUnfinished(deps, village);
  if (checked) {
    await applyRollImport(deps, seeder, village, checked.id);
    await runLoops(deps);
  }
}

/** A start that was cut short leaves its import behind; the next one goes on with it. */
function findUnfinished({ db }: OrganisationDeps, village: Area): Promise<{ readonly id: number } | undefined> {
  return db.selectOne(sql`SELECT id FROM roll_imports WHERE village_id = ${village.id} AND state IN ('reading', 'checked')`);
}

async function uploadPeople(deps: OrganisationDeps, village: Area, firstSeed: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "demo-roll-"));
  try {
    const path = join(folder, "roll.csv");
    const people = Array.from({ length: peoplePerVillage }, (_, index) => inventPerson(firstSeed + index));
    await writeFile(path, [titles, ...people.map(lineOf)].join("\n"));
    await startRollImport(deps, seeder, village, { path, name: `${village.name}名册.csv`, byteCount: (await stat(path)).size });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Nobody else works yet when a county is seeded, so the loops are turned here until they rest. */
async function runLoops(deps: OrganisationDeps): Promise<void> {
  const never = new AbortController().signal;
  for (const loop of createOrganisation(deps).loops ?? []) {
    while (await loop.run(never)) {
      // Each turn works on one import; there is at most a handful.
    }
  }
}

const titles = "姓名,身份证号,性别,出生日期,手机号,户号,与户主关系,网格";

function lineOf(person: InventedPerson): string {
  const grid = grids[Math.floor(person.seed / 4) % grids.length] ?? "";
  const sex = person.sex === "male" ? "男" : "女";
  return [person.name, person.identityNumber, sex, person.bornOn, person.phone ?? "", person.householdNo, relationOf(person), grid].join(",");
}

/** As a village writes it. */
function relationOf({ relation, sex }: InventedPerson): string {
  const words = { head: ["户主", "户主"], spouse: ["夫", "妻"], child: ["子", "女"], parent: ["父亲", "母亲"] } as const;
  return words[relation][sex === "male" ? 0 : 1];
}
