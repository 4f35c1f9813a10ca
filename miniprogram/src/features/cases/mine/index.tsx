import { View } from "@tarojs/components";
import Taro, { useDidShow, usePullDownRefresh } from "@tarojs/taro";
import { listMyCases } from "@cunqing/contract/paths";
import { goTo } from "../../../base/go-to.ts";
import { usePages } from "../../../base/query.ts";
import { useIsSignedIn } from "../../../base/session.ts";
import { useNow } from "../../../base/use-now.ts";
import { Button } from "../../../ui/button.tsx";
import { CaseCard } from "../../../ui/case-card.tsx";
import { SignIn } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { PagedList } from "../../../ui/paged-list.tsx";

export default function MyCasesPage() {
  const isSignedIn = useIsSignedIn("villager");
  return (
    <Page title="我的诉求" id="my-cases">
      {isSignedIn ? <Mine /> : <Stranger />}
    </Page>
  );
}

function Stranger() {
  return (
    <View className="card">
      <View>登录后，您用这个账号反映的事都在这里。</View>
      <SignIn as="villager" />
      <View className="gap-top soft">没登录时反映的，用当时给的查询码看。</View>
      <Button id="to-follow" icon="key" label="凭查询码查进度" onPress={() => goTo.followCase()} />
    </View>
  );
}

function Mine() {
  const pages = usePages(listMyCases, {});
  const now = useNow();
  useDidShow(() => void pages.refetch());
  usePullDownRefresh(() => void pages.refetch().finally(() => Taro.stopPullDownRefresh()));
  return (
    <PagedList of={pages} empty={{ words: "您还没有反映过事情" }}>
      {(row) => <CaseCard of={row} now={now} onPress={() => goTo.caseDetail(row.id)} />}
    </PagedList>
  );
}
