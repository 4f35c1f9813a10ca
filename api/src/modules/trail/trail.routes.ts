import * as contract from "@cunqing/contract";
import type { Deps } from "../../kernel/deps.ts";
import { route, type Route } from "../../kernel/http/route.ts";
import type { Reader } from "../../kernel/journal/reader.ts";
import { releaseReaderHold } from "./commands/release-reader-hold.ts";
import { kindTitles } from "./kind-titles.ts";
import { listJournal } from "./queries/list-journal.ts";
import { listReaders } from "./queries/list-readers.ts";

export function trailRoutes(deps: Deps, readers: readonly Reader[]): Route[] {
  return [
    route(contract.listJournal, ({ actor, params }) => listJournal(deps, actor, params)),
    route(contract.listJournalKinds, async () => ({ rows: Object.entries(kindTitles).map(([kind, title]) => ({ kind, title })) })),
    route(contract.listReaders, () => listReaders(deps, readers)),
    route(contract.releaseReaderHold, async ({ actor, params }) => {
      await releaseReaderHold(deps, actor, params.holdId);
      return { done: true as const };
    }),
  ];
}
