import { View } from "@tarojs/components";
import { useReachBottom } from "@tarojs/taro";
import { Fragment, type ReactNode } from "react";
import type { Capacity } from "../base/session.ts";
import { Button } from "./button.tsx";
import type { IconName } from "./icon.tsx";
import { Empty, Failed, Waiting } from "./list-state.tsx";

interface Pages<Row> {
  readonly rows: Row[];
  readonly error: unknown;
  readonly isPending: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly refetch: () => Promise<unknown>;
  readonly fetchNextPage: () => Promise<unknown>;
}

interface PagedListProps<Row> {
  readonly of: Pages<Row>;
  readonly children: (row: Row) => ReactNode;
  readonly empty: { readonly words: string; readonly icon?: IconName };
  readonly as?: Capacity;
}

/** A list that goes on when its end is reached, and says so when there is no more. One to a page. */
export function PagedList<Row extends { id: string }>({ of, children, empty, as = "villager" }: PagedListProps<Row>) {
  useReachBottom(() => {
    if (of.hasNextPage && !of.isFetchingNextPage) {
      void of.fetchNextPage();
    }
  });
  if (of.rows.length === 0) {
    if (of.error) {
      return <Failed error={of.error} onRetry={() => of.refetch()} as={as} />;
    }
    return of.isPending ? <Waiting /> : <Empty words={empty.words} icon={empty.icon ?? "inbox"} />;
  }
  return (
    <View>
      {of.rows.map((row) => (
        <Fragment key={row.id}>{children(row)}</Fragment>
      ))}
      {of.hasNextPage ? (
        <Button id="more" kind="plain" label="再看一些" busyLabel="正在取…" onPress={() => of.fetchNextPage()} />
      ) : (
        <View className="list-end">没有更多了</View>
      )}
    </View>
  );
}
