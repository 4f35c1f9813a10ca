import { listAreas } from "@cunqing/contract/paths";
import { useQueries } from "@tanstack/react-query";
import { call } from "./client.ts";
import type { AreaNode } from "./rows.ts";
import { keyOf } from "./use-call.ts";

/** The children of every opened area, by parent. They live in the query cache, so a rename shows in every tree. */
export function useAreaBranches(opened: readonly string[]): ReadonlyMap<string, readonly AreaNode[]> {
  return useQueries({
    queries: opened.map((parentId) => {
      const order = { params: { parentId } };
      return { queryKey: keyOf(listAreas, order), queryFn: () => call(listAreas, order), staleTime: 60_000 };
    }),
    combine: (results) => new Map(results.flatMap(({ data }, index) => (data === undefined ? [] : [[opened[index] ?? "", data.rows] as const]))),
  });
}
