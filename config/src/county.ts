import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { checkCounty } from "./county-checks.ts";
import { categoriesSchema, clocksSchema, declineReasonsSchema, gradesSchema, holidaysSchema, placeSchema, privacySchema, rolesSchema, trailSchema } from "./county-schema.ts";
import { buildCalendar } from "./working-days.ts";

/** A county as it stands in `config/counties/<name>/`: one file a part. */
export const countySchema = z.object({
  county: placeSchema,
  categories: categoriesSchema,
  clocks: clocksSchema,
  "decline-reasons": declineReasonsSchema,
  grades: gradesSchema,
  roles: rolesSchema,
  holidays: holidaysSchema,
  trail: trailSchema,
  privacy: privacySchema,
});

export type CountyFiles = z.output<typeof countySchema>;
export type CountyProfile = ReturnType<typeof shapeCounty>;

/** Every fault of a county profile at once. */
export class CountyError extends Error {
  override readonly name = "CountyError";
  readonly faults: readonly string[];

  constructor(name: string, faults: readonly string[]) {
    super(`The county profile "${name}" cannot be used:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

export function loadCounty(name: string, root: string = projectRoot()): CountyProfile {
  const folder = join(root, "config", "counties", name);
  if (!/^[a-z][a-z0-9-]*$/.test(name) || !existsSync(folder)) {
    throw new CountyError(name, [`there is no folder config/counties/${name}`]);
  }
  const parts = Object.keys(countySchema.shape).map((part) => [part, readJson(join(folder, `${part}.json`))] as const);
  const unreadable = parts.flatMap(([part, json]) => ("fault" in json ? [`${part}.json ${json.fault}`] : []));
  const parsed = countySchema.safeParse(Object.fromEntries(parts.flatMap(([part, json]) => ("value" in json ? [[part, json.value]] : []))));
  if (unreadable.length > 0 || !parsed.success) {
    const wrong = (parsed.error?.issues ?? []).filter((issue) => !unreadable.some((fault) => fault.startsWith(`${String(issue.path[0])}.json`)));
    throw new CountyError(name, [...unreadable, ...wrong.map((issue) => `${String(issue.path[0])}.json ${issue.path.slice(1).join(".")}: ${issue.message}`)]);
  }
  const profile = shapeCounty(name, root, parsed.data);
  const faults = checkCounty(profile, existsSync(profile.areasFile));
  if (faults.length > 0) {
    throw new CountyError(name, faults);
  }
  return profile;
}

function shapeCounty(name: string, root: string, files: CountyFiles) {
  const { county, roles, grades, ...others } = files;
  return {
    ...county,
    key: name,
    /** Absolute path of the areas' CSV. */
    areasFile: join(root, county.areasFile),
    categories: others.categories,
    clocks: others.clocks,
    declineReasons: others["decline-reasons"],
    grades: grades.grades,
    disputeTags: grades.disputeTags,
    roles: roles.roles,
    incompatible: roles.incompatible,
    relativesRule: roles.relativesRule,
    holidays: others.holidays,
    trail: others.trail,
    privacy: others.privacy,
    calendar: buildCalendar(others.holidays),
  };
}

function readJson(file: string): { value: unknown } | { fault: string } {
  if (!existsSync(file)) {
    return { fault: "is missing" };
  }
  try {
    return { value: JSON.parse(readFileSync(file, "utf8")) };
  } catch (error) {
    if (error instanceof SyntaxError) {
      return { fault: `is not JSON: ${error.message}` };
    }
    throw error;
  }
}

// The production bundle stands in another folder than this source, so the data is looked for upwards from either.
function projectRoot(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, "config", "counties"))) {
      return folder;
    }
  }
  throw new Error(`no config/counties above ${start}`);
}
