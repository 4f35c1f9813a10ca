import type { Deps } from "../../kernel/deps.ts";
import type { Reader } from "../../kernel/journal/reader.ts";
import { countCase } from "./commands/count-case.ts";
import { followMerge } from "./commands/follow-merge.ts";

export const readerName = "statistics";

/** Keeps the sums. Sealed entries are not even looked at: no figure may move when a sealed matter does (trust.md 3). */
export function statisticsReader(deps: Deps): Reader {
  return {
    name: readerName,
    wants: (entry) => !entry.isSealed && (entry.subjectKind === "case" || entry.kind === "area.merged"),
    handle: (entry) => (entry.kind === "area.merged" ? followMerge(deps, entry.subjectId) : countCase(deps, entry.subjectId)),
  };
}
