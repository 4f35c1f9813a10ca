import type { CallOf, Endpoint, ResultOf } from "@cunqing/contract";
import { CallRefused, type Lean } from "@cunqing/contract/client";
import { keepPreviousData, QueryClient, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useCallback } from "react";
import { call } from "./client.ts";

export interface UseCallOptions<R> {
  readonly enabled?: boolean;
  /** Asks again by itself, for what moves without us; how often may depend on what is known. */
  readonly everyMs?: number | ((known: R | undefined) => number | false);
  /** Asks at every opening, however short ago the last answer: somebody may act on what he sees. */
  readonly always?: boolean;
  /** Shows the last page while the next one comes. */
  readonly keepPrevious?: boolean;
}

/** Reads from the service. The answer lives in the query cache and nowhere else. */
export function useCall<E extends Endpoint>(endpoint: Lean<E>, order: CallOf<E>, options: UseCallOptions<ResultOf<E>> = {}): UseQueryResult<ResultOf<E>> {
  const { everyMs } = options;
  return useQuery<ResultOf<E>>({
    queryKey: keyOf(endpoint, order),
    queryFn: () => call(endpoint, order),
    enabled: options.enabled ?? true,
    refetchInterval: typeof everyMs === "function" ? (query) => everyMs(query.state.data) : (everyMs ?? false),
    ...(options.always === true ? { refetchOnMount: "always" as const } : {}),
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Changes something, then lets everything on the screen be read again: a command's effects are wider than its row. */
export function useSend(): <E extends Endpoint>(endpoint: Lean<E>, order: CallOf<E>) => Promise<ResultOf<E>> {
  const refresh = useRefresh();
  return useCallback(
    async (endpoint, order) => {
      try {
        return await call(endpoint, order);
      } finally {
        // After a refusal too: "somebody was faster" means that what is on the screen is old.
        void refresh();
      }
    },
    [refresh],
  );
}

export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries(), [queries]);
}

export function keyOf<E extends Endpoint>(endpoint: Lean<E>, order: CallOf<E>): readonly unknown[] {
  const { params } = order as { params?: unknown };
  return [endpoint.path, params ?? null];
}

export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A refusal stays a refusal; only silence is worth a second try.
        retry: (failures, error) => failures < 2 && !(error instanceof CallRefused && error.status < 500),
        retryDelay: (failures) => 400 * 2 ** failures,
        staleTime: 5_000,
        // Paused queries would show "loading" for ever; failing ones say that the network is gone.
        networkMode: "always",
      },
    },
  });
}
