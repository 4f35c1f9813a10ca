import { detailsOf } from "../../kernel/journal/entries.ts";
import { sql } from "../../kernel/sql.ts";
import { cutWords, type HiddenParts } from "../../kernel/withheld.ts";
import { presentPhoto, type FilesDeps, type StoredFile } from "../files/index.ts";
import { staffNames } from "../identity/index.ts";
import type { CaseRow } from "./case.ts";
import type { View } from "./case.policy.ts";
import type { Detail } from "./case.presenter.ts";
import { entryText, timelineTitles } from "./case.words.ts";

export interface TimelineParts {
  readonly afterPhotos: readonly StoredFile[];
  readonly hidden: HiddenParts | undefined;
}

/** The timeline is a query of the journal: nothing is told twice, and nothing is told that was not done. */
export async function timelineOf(deps: FilesDeps, row: CaseRow, view: View, { afterPhotos, hidden }: TimelineParts): Promise<Detail["timeline"]> {
  const entries = await deps.db.select<EntryRow>(sql`
    SELECT id, entry_id, kind, at_ms, actor_kind, actor_id, role FROM journal
    WHERE subject_kind = 'case' AND subject_id = ${row.id} ORDER BY id`);
  const shown = entries.filter((entry) => entry.kind in timelineTitles);
  const details = await detailsOf(deps.db, shown.map((entry) => entry.id));
  const names = view === "staff" ? await staffNames(deps.db, shown.flatMap((entry) => (entry.actor_kind === "staff" && entry.actor_id !== null ? [entry.actor_id] : []))) : undefined;
  const lastDone = shown.findLast((entry) => entry.kind === "case.finished");
  const isPublic = view === "public";
  const textOf = (entry: EntryRow): string | null => {
    const text = isPublic && row.released_at === null ? null : entryText(deps.county, entry.kind, details.get(entry.id) ?? {}, isPublic);
    return text === null ? null : cutWords(hidden, text);
  };
  return shown.map((entry) => ({
    id: entry.entry_id,
    at: entry.at_ms,
    kind: entry.kind,
    title: timelineTitles[entry.kind] ?? "",
    by: byWords(deps, entry, entry.actor_id === null ? undefined : names?.get(entry.actor_id)?.name),
    text: textOf(entry),
    photos: entry === lastDone ? afterPhotos.map((file) => presentPhoto(deps, file)) : [],
  }));
}

interface EntryRow {
  readonly id: number;
  readonly entry_id: string;
  readonly kind: string;
  readonly at_ms: number;
  readonly actor_kind: string;
  readonly actor_id: number | null;
  readonly role: string | null;
}

function byWords(deps: FilesDeps, entry: EntryRow, name: string | undefined): string {
  switch (entry.actor_kind) {
    case "staff": {
      const role = deps.county.roles.find((candidate) => candidate.code === entry.role)?.name ?? "工作人员";
      return name === undefined ? role : `${name}(${role})`;
    }
    case "system":
      return "系统";
    default:
      return "反映人";
  }
}
