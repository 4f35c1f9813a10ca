import * as contract from "@cunqing/contract";
import type { Actor } from "../kernel/actor.ts";
import { route } from "../kernel/http/route.ts";
import type { Module } from "../kernel/module.ts";
import { refuseUnless } from "../kernel/refusal.ts";
import { countPublicCases, listMyCases, listRecentPublic, presentCases } from "../modules/cases/index.ts";
import { countUnread } from "../modules/messages/index.ts";
import { areasById, findOpenVillage, getCounty, refOf } from "../modules/organisation/index.ts";
import type { AppDeps } from "./compose.ts";

const recentMax = 5;

/** Pages that draw on several modules at once. They only read, so they need no flow. */
export function createHome(deps: AppDeps): Module {
  return {
    routes: [
      route(contract.getCatalog, () => getCatalog(deps)),
      route(contract.getVillageHome, ({ actor, params }) => getVillageHome(deps, actor, params.villageId)),
    ],
  };
}

async function getVillageHome(deps: AppDeps, actor: Actor, villageId: string) {
  const village = await findOpenVillage(deps.db, villageId);
  refuseUnless(village, "area.not_found");
  const township = (await areasById(deps.db, [village.parentId ?? village.id])).get(village.parentId ?? village.id);
  const [counts, recent, mine, unreadMessages] = await Promise.all([
    countPublicCases(deps, village.id),
    listRecentPublic(deps, village.id, recentMax),
    actor.kind === "villager" ? listMyCases(deps, actor.accountId, { size: recentMax }) : { rows: [] },
    countUnread(deps, actor),
  ]);
  const presented = await presentCases(deps, actor, [...recent, ...mine.rows]);
  return {
    village: refOf(village),
    township: refOf(township ?? village),
    counts,
    recent: presented.slice(0, recent.length),
    mine: presented.slice(recent.length),
    unreadMessages,
  };
}

async function getCatalog(deps: AppDeps) {
  const { county } = deps;
  return {
    county: refOf(await getCounty(deps.db)),
    categories: county.categories.map((category) => ({
      code: category.code,
      name: category.name,
      hint: category.hint,
      icon: category.icon,
      doors: [...category.doors],
      afterPhoto: category.afterPhoto,
      isPrivateByDefault: category.sealed,
      isUrgent: category.emergencyHint,
      limitWorkingDays: county.clocks.presets.find((preset) => preset.code === category.clock)?.wholeWorkingDays ?? 0,
    })),
    grades: county.grades.map((grade) => ({ code: grade.code, name: grade.name, tags: [...grade.tags] })),
    declineReasons: county.declineReasons.map((reason) => ({ ...reason })),
    emergency: county.words.emergency.map((entry) => ({ ...entry })),
    accuse: { ...county.words.accuse, lines: [...county.words.accuse.lines] },
    unconfirmedAfterDays: county.unconfirmedAfterDays,
    messageTemplates: Object.entries(deps.templates).map(([name, templateId]) => ({ name, templateId })),
    sandboxUrl: deps.sandboxUrl,
  };
}
