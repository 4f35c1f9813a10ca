import type { ResultOf, listJournal as endpoint } from "@cunqing/contract";
import { holdsAt, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { detailsOf } from "../../../kernel/journal/entries.ts";
import { restrictedCases } from "../../cases/index.ts";
import { staffNames } from "../../identity/index.ts";
import { areasById, getCounty, refOf } from "../../organisation/index.ts";
import { cutWords } from "../../../kernel/withheld.ts";
import { noteSealedView } from "../commands/note-sealed-view.ts";
import { presentDetails } from "../detail-words.ts";
import { titleOf } from "../kind-titles.ts";
import { findEntries, type EntryRow, type JournalOrder } from "./find-entries.ts";

/** A page of the journal as this reader may see it. Who is shown sealed entries leaves an entry of his own. */
export async function listJournal(deps: Deps, actor: StaffActor, order: JournalOrder): Promise<ResultOf<typeof endpoint>> {
  const page = await findEntries(deps, actor, order);
  const caseIds = page.rows.flatMap((row) => (row.subject_kind === "case" ? [row.subject_id] : []));
  const [details, areas, names, hidden, restricted] = await Promise.all([
    detailsOf(deps.db, page.rows.map((row) => row.id)),
    areasById(deps.db, page.rows.flatMap((row) => (row.area_id === null ? [] : [row.area_id]))),
    staffNames(deps.db, page.rows.flatMap((row) => (row.actor_kind === "staff" && row.actor_id !== null ? [row.actor_id] : []))),
    deps.withheld.of("case", caseIds),
    restrictedCases(deps.db, caseIds),
  ]);
  const seesAll = holdsAt(actor, "case.read_private", (await getCounty(deps.db)).path);
  await noteSealedView(deps, actor, page.rows.filter((row) => row.is_sealed === 1));
  return {
    rows: page.rows.map((row) => {
      const area = row.area_id === null ? undefined : areas.get(row.area_id);
      const seesWords = row.area_path !== null && holdsAt(actor, "case.read_private", row.area_path);
      const isKept = row.subject_kind === "case" && restricted.has(row.subject_id) && row.kind !== "case.released" && !holdsAt(actor, "erasure.decide", row.area_path ?? "");
      const shown = isKept ? [] : presentDetails(deps.county, row.kind, details.get(row.id) ?? {}, seesWords);
      return {
        id: row.entry_id,
        // Gaps between positions would count, and date, the sealed entries that this reader is not shown.
        position: seesAll ? row.position : null,
        at: row.at_ms,
        kind: row.kind,
        title: titleOf(row.kind),
        subjectKind: row.subject_kind,
        subjectId: row.subject_public_id,
        actor: actorWords(row, row.actor_id === null ? undefined : names.get(row.actor_id)?.name),
        role: deps.county.roles.find((role) => role.code === row.role)?.name ?? null,
        area: area ? refOf(area) : null,
        isSealed: row.is_sealed === 1,
        details: shown.map(({ field, value }) => ({ field, value: cutWords(row.subject_kind === "case" ? hidden.get(row.subject_id) : undefined, value) })),
      };
    }),
    next: page.next,
  };
}

/** Staff answer for what they do by name; a villager is a villager. */
function actorWords(row: EntryRow, staffName: string | undefined): string {
  switch (row.actor_kind) {
    case "staff":
      return staffName ?? "工作人员";
    case "system":
      return "系统";
    case "villager":
      return "村民";
    default:
      return "没有登录的人";
  }
}
