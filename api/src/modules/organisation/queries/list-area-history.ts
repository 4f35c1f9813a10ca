import { detailsOf } from "../../../kernel/journal/entries.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import type { Area } from "../area.ts";
import type { OrganisationDeps } from "../ports.ts";

export interface AreaChange {
  readonly at: number;
  readonly kind: "opened" | "renamed" | "recoded" | "merged";
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly by: string;
}

const changeOf: Readonly<Record<string, AreaChange["kind"]>> = {
  "area.opened": "opened",
  "area.renamed": "renamed",
  "area.recoded": "recoded",
  "area.merged": "merged",
};

/** What the journal says of an area, newest first; a merge is told of both, what came and what took it in. */
export async function listAreaHistory(deps: OrganisationDeps, area: Area): Promise<AreaChange[]> {
  const entries = await deps.db.select<EntryRow>(sql`
    SELECT id, kind, actor_kind, actor_id, role, at_ms FROM journal
    WHERE subject_kind = 'area' AND (
      (subject_id = ${area.id} AND kind IN (${listOf(Object.keys(changeOf))}))
      OR (kind = 'area.merged' AND subject_id IN (SELECT id FROM areas WHERE merged_into_id = ${area.id})))
    ORDER BY id DESC LIMIT 500`);
  const details = await detailsOf(deps.db, entries.map((entry) => entry.id));
  const names = await deps.peopleNames.staffNames([...new Set(entries.flatMap((entry) => (entry.actor_kind === "staff" && entry.actor_id !== null ? [entry.actor_id] : [])))]);
  return entries.map((entry) => {
    const said = details.get(entry.id) ?? {};
    return {
      at: entry.at_ms,
      kind: changeOf[entry.kind] ?? "opened",
      from: said["from"] ?? "",
      to: said["to"] ?? said["name"] ?? "",
      reason: said["reason"] ?? "",
      by: actorWords(deps, entry, names),
    };
  });
}

interface EntryRow {
  readonly id: number;
  readonly kind: string;
  readonly actor_kind: string;
  readonly actor_id: number | null;
  readonly role: string | null;
  readonly at_ms: number;
}

function actorWords(deps: OrganisationDeps, entry: EntryRow, names: ReadonlyMap<number, string>): string {
  if (entry.actor_kind !== "staff") {
    return "系统";
  }
  const role = deps.county.roles.find(({ code }) => code === entry.role)?.name;
  return [role, names.get(entry.actor_id ?? 0) ?? "工作人员"].filter((word) => word !== undefined).join(" ");
}
