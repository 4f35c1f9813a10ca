import { View } from "@tarojs/components";
import type { listLooksAtMe as listLooksEndpoint, ResultOf } from "@cunqing/contract";
import { listLooksAtMe } from "@cunqing/contract/paths";
import { usePages } from "../../../base/query.ts";
import { useIsSignedIn } from "../../../base/session.ts";
import { sayMoment } from "../../../base/time-words.ts";
import { useNow } from "../../../base/use-now.ts";
import { SignIn } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { PagedList } from "../../../ui/paged-list.tsx";

type Look = ResultOf<typeof listLooksEndpoint>["rows"][number];

/** Whoever looks at somebody's data answers for it by name. */
export default function LooksPage() {
  const isSignedIn = useIsSignedIn("villager");
  return (
    <Page title="谁看过我的信息" id="looks-page">
      {isSignedIn ? <Looks /> : <Stranger />}
    </Page>
  );
}

function Stranger() {
  return (
    <View className="card">
      <View>登录后，能看到谁看过您的电话、证件号和原话。</View>
      <SignIn as="villager" />
    </View>
  );
}

function Looks() {
  const pages = usePages(listLooksAtMe, {});
  const now = useNow();
  return (
    <View>
      <View className="soft gap-below">工作人员每看一次您的完整信息，都会记在这里，谁也删不掉。正在保密核查的，查完才告诉您。</View>
      <PagedList of={pages} empty={{ words: "还没有人看过您的完整信息", icon: "eye" }}>
        {(look) => <LookCard of={look} now={now} />}
      </PagedList>
    </View>
  );
}

function LookCard({ of, now }: { of: Look; now: number }) {
  return (
    <View className="card" id={`look-${of.id}`}>
      <View className="strong">{of.what}</View>
      <View>{[of.who, of.role].filter(Boolean).join(" · ")}</View>
      {of.why && <View className="wrap-text">原因：{of.why}</View>}
      <View className="soft small">{sayMoment(of.at, now)}</View>
    </View>
  );
}
