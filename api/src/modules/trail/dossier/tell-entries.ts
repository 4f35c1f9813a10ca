import type { Deps } from "../../../kernel/deps.ts";
import { findStaff, staffNames } from "../../identity/index.ts";
import { presentDetails } from "../detail-words.ts";
import { titleOf } from "../kind-titles.ts";
import type { ToldEntry } from "./dossier-story.ts";
import type { GatheredEntry } from "./gather-entries.ts";

/** Who did what and when, in words. Staff answer for what they do by name; the reporter stays the reporter. */
export async function tellEntries(deps: Deps, entries: readonly GatheredEntry[]): Promise<ToldEntry[]> {
  const assignees = await assigneeNames(deps, entries);
  const names = await staffNames(deps.db, entries.flatMap(({ actorKind, actorId }) => (actorKind === "staff" && actorId !== null ? [actorId] : [])));
  return entries.map((entry) => ({
    at: entry.at,
    title: titleOf(entry.kind),
    by: byWords(deps, entry, entry.actorId === null ? undefined : names.get(entry.actorId)?.name),
    details: [
      ...entry.told.flatMap(({ field, value }) => (field === "assignee" ? [{ label: "交给", value: assignees.get(value) ?? value }] : [])),
      ...presentDetails(deps.county, entry.kind, detailsIn(entry), true).map(({ field, value }) => ({ label: field, value })),
    ],
    position: entry.position,
  }));
}

/** Without the assignee: on paper a name says more than a number. */
const detailsIn = ({ told }: GatheredEntry): Record<string, string> =>
  Object.fromEntries(told.filter(({ field }) => field !== "assignee").map(({ field, value }) => [field, value]));

async function assigneeNames({ db }: Deps, entries: readonly GatheredEntry[]): Promise<Map<string, string>> {
  const ids = new Set(entries.flatMap(({ told }) => told.filter(({ field }) => field === "assignee").map(({ value }) => value)));
  const found = await Promise.all([...ids].map((id) => findStaff(db, id)));
  return new Map(found.flatMap((staff) => (staff ? [[staff.publicId, staff.name]] : [])));
}

function byWords({ county }: Deps, { actorKind, role }: GatheredEntry, name: string | undefined): string {
  switch (actorKind) {
    case "staff": {
      const roleName = county.roles.find(({ code }) => code === role)?.name ?? "工作人员";
      return name === undefined ? roleName : `${name}（${roleName}）`;
    }
    case "system":
      return "系统";
    default:
      return "反映人";
  }
}
