import * as contract from "@cunqing/contract";
import type { Deps } from "../../kernel/deps.ts";
import { route } from "../../kernel/http/route.ts";
import type { Module } from "../../kernel/module.ts";
import { getFigures } from "./queries/get-figures.ts";
import { statisticsReader } from "./statistics.reader.ts";

export { rebuildFigures } from "./commands/rebuild-figures.ts";

export function createStatistics(deps: Deps): Module {
  return {
    routes: [route(contract.getFigures, ({ actor, params }) => getFigures(deps, actor, params))],
    readers: [statisticsReader(deps)],
  };
}
