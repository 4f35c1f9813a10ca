import Taro from "@tarojs/taro";
import { focusManager, onlineManager, QueryClient, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Lean } from "@cunqing/contract/client";
import type { CallOf, Endpoint, ResultOf } from "@cunqing/contract";
import { callAs } from "./call.ts";
import { Unreachable } from "./failure.ts";
import { isWeapp } from "./platform.ts";
import type { Capacity } from "./session.ts";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // Only a lost connection is worth asking again; a refusal stays a refusal.
      retry: (count, error) => error instanceof Unreachable && count < 2,
      retryDelay: (count) => 600 * 2 ** count,
      // Paused queries would show "loading" for ever; failing ones say that the network is gone.
      networkMode: "always",
      refetchOnReconnect: true,
      refetchOnWindowFocus: true,
    },
  },
});

/** Tells the query client what only the phone knows: whether there is a network and whether we are looked at. */
export function listenToPhone(): void {
  if (!isWeapp) {
    return;
  }
  onlineManager.setEventListener((tell) => {
    const heard = (change: { isConnected: boolean }): void => tell(change.isConnected);
    Taro.onNetworkStatusChange(heard);
    return () => Taro.offNetworkStatusChange(heard);
  });
  focusManager.setEventListener((tell) => {
    const shown = (): void => tell(true);
    const hidden = (): void => tell(false);
    Taro.onAppShow(shown);
    Taro.onAppHide(hidden);
    return () => {
      Taro.offAppShow(shown);
      Taro.offAppHide(hidden);
    };
  });
}

interface Asking {
  readonly as?: Capacity;
  readonly enabled?: boolean;
}

export function useCall<E extends Endpoint>(endpoint: Lean<E>, order: CallOf<E>, { as = "villager", enabled = true }: Asking = {}) {
  return useQuery<ResultOf<E>>({
    queryKey: [as, endpoint.path, order],
    queryFn: () => callAs(as, endpoint, order),
    enabled,
  });
}

/** An endpoint that answers by pages. */
type Paged<Row> = { rows: Row[]; next: string | null };
type RowOf<E extends Endpoint> = ResultOf<E> extends Paged<infer Row> ? Row : never;

export function usePages<E extends Endpoint>(endpoint: Lean<E>, order: CallOf<E>, { as = "villager", enabled = true }: Asking = {}) {
  const query = useInfiniteQuery({
    queryKey: [as, endpoint.path, order, "pages"],
    initialPageParam: "",
    queryFn: async ({ pageParam }): Promise<Paged<RowOf<E>>> => {
      const { params = {} } = order as { params?: object };
      // A page is asked by adding the cursor to the same order; the generic type cannot say that.
      const asked = { ...order, params: { ...params, cursor: pageParam } } as unknown as CallOf<E>;
      return (await callAs(as, endpoint, asked)) as unknown as Paged<RowOf<E>>;
    },
    getNextPageParam: (last) => last.next,
    enabled,
  });
  return { ...query, rows: (query.data?.pages ?? []).reduce<RowOf<E>[]>((rows, page) => [...rows, ...page.rows], []) };
}

/** What was read of this endpoint is out of date. */
export function forgetAnswers(...endpoints: { readonly path: string }[]): Promise<void> {
  const paths = new Set(endpoints.map((endpoint) => endpoint.path));
  return queryClient.invalidateQueries({ predicate: (query) => paths.has(String(query.queryKey[1])) });
}
