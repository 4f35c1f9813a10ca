import { View } from "@tarojs/components";
import Taro, { usePullDownRefresh } from "@tarojs/taro";
import type { listMessages as listMessagesEndpoint, ResultOf } from "@cunqing/contract";
import { getVillageHome, listMessages, readMessages } from "@cunqing/contract/paths";
import { call } from "../../../base/call.ts";
import { goTo } from "../../../base/go-to.ts";
import { forgetAnswers, usePages } from "../../../base/query.ts";
import { sayMoment } from "../../../base/time-words.ts";
import { useNow } from "../../../base/use-now.ts";
import { Button, usePress } from "../../../ui/button.tsx";
import { Page } from "../../../ui/page.tsx";
import { PagedList } from "../../../ui/paged-list.tsx";
import { spoken } from "../../../ui/spoken.ts";
import "./index.scss";

type Message = ResultOf<typeof listMessagesEndpoint>["rows"][number];

export default function InboxPage() {
  const pages = usePages(listMessages, {});
  usePullDownRefresh(() => void pages.refetch().finally(() => Taro.stopPullDownRefresh()));
  const isAnyUnread = pages.rows.some(({ isRead }) => !isRead);
  return (
    <Page title="消息" id="inbox">
      {isAnyUnread && <Button id="read-all" kind="plain" label="都看过了" onPress={() => markRead()} />}
      <PagedList of={pages} empty={{ words: "还没有消息", icon: "bell" }}>
        {(message) => <MessageCard of={message} />}
      </PagedList>
    </Page>
  );
}

async function markRead(ids?: string[]): Promise<void> {
  await call(readMessages, { body: ids ? { ids } : {} });
  void forgetAnswers(listMessages, getVillageHome);
}

function MessageCard({ of }: { of: Message }) {
  const now = useNow();
  const { press } = usePress(async () => {
    if (!of.isRead) {
      await markRead([of.id]);
    }
    if (of.caseId !== null) {
      await goTo.caseDetail(of.caseId);
    }
  });
  return (
    <View className={`card message${of.isRead ? "" : " unread"}`} id={`message-${of.id}`} {...spoken("button", of.title)} onClick={press}>
      <View className="across">
        <View className="strong grow">{of.title}</View>
        {!of.isRead && <View className="tag tone-blue">没看过</View>}
      </View>
      <View className="wrap-text">{of.text}</View>
      <View className="soft small">{sayMoment(of.at, now)}</View>
    </View>
  );
}
