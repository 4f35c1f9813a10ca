import type { CaseDoor, getCatalog as catalogEndpoint, ResultOf } from "@cunqing/contract";
import { getCatalog } from "@cunqing/contract/paths";
import { useCall } from "./query.ts";

export type Catalog = ResultOf<typeof catalogEndpoint>;

export const useCatalog = () => useCall(getCatalog, {});

export const doorWords: Record<CaseDoor, { name: string; verb: string; hint: string }> = {
  report: { name: "反映", verb: "反映事情", hint: "路坏了、灯不亮、垃圾没人管" },
  suggest: { name: "建议", verb: "提建议", hint: "想让村里做件什么事" },
  help: { name: "求助", verb: "请人帮忙", hint: "家里有难处，要人搭把手" },
};
