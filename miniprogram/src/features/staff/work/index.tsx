import { View } from "@tarojs/components";
import Taro, { useDidShow, usePullDownRefresh } from "@tarojs/taro";
import { countWork, endSession, getStaffSelf, listWork } from "@cunqing/contract/paths";
import { useState } from "react";
import { callAs } from "../../../base/call.ts";
import { Unreachable } from "../../../base/failure.ts";
import { goTo } from "../../../base/go-to.ts";
import { queryClient, useCall, usePages } from "../../../base/query.ts";
import { forgetToken, useIsSignedIn } from "../../../base/session.ts";
import { useNow } from "../../../base/use-now.ts";
import { Button } from "../../../ui/button.tsx";
import { CaseCard } from "../../../ui/case-card.tsx";
import { SignIn } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { PagedList } from "../../../ui/paged-list.tsx";
import { spoken } from "../../../ui/spoken.ts";
import "./index.scss";

export default function WorkPage() {
  const isSignedIn = useIsSignedIn("staff");
  return (
    <Page title="我的工作" id="work">
      {isSignedIn ? <Work /> : <Outside />}
    </Page>
  );
}

function Outside() {
  return (
    <View className="card">
      <View>这里是村、镇工作人员办诉求的地方，用工作账号登录。</View>
      <SignIn as="staff" />
    </View>
  );
}

type Filter = "mine" | "untaken" | "late" | "all_open";

function Work() {
  const [filter, setFilter] = useState<Filter>("untaken");
  const self = useCall(getStaffSelf, {}, { as: "staff" });
  const pages = usePages(listWork, { params: { filter } }, { as: "staff" });
  const counts = useCall(countWork, {}, { as: "staff" });
  const now = useNow();
  const refresh = (): Promise<unknown> => Promise.all([pages.refetch(), counts.refetch()]);
  useDidShow(() => void refresh());
  usePullDownRefresh(() => void refresh().finally(() => Taro.stopPullDownRefresh()));
  const filters: readonly { value: Filter; words: string; count: number | undefined }[] = [
    { value: "untaken", words: "等受理", count: counts.data?.untaken },
    { value: "mine", words: "我经办", count: counts.data?.mine },
    { value: "late", words: "已超期", count: counts.data?.late },
    { value: "all_open", words: "全部", count: undefined },
  ];
  return (
    <View>
      {self.data && (
        <View className="soft small">
          {self.data.staff.name}
          {self.data.staff.appointments.filter(({ isCurrent }) => isCurrent).map(({ roleName, area }) => ` · ${area.name}${roleName}`).join("")}
        </View>
      )}
      <View className="filters">
        {filters.map(({ value, words, count }) => (
          <View
            key={value}
            id={`filter-${value}`}
            className={`filter${value === filter ? " chosen" : ""}`}
            {...spoken("tab", words, { checked: value === filter })}
            onClick={() => setFilter(value)}
          >
            <View className="strong">{words}</View>
            {count !== undefined && <View className={value === "late" && count > 0 ? "late-count" : ""}>{count > 98 ? "99+" : count}</View>}
          </View>
        ))}
      </View>
      <PagedList of={pages} empty={{ words: "这里没有要办的", icon: "check" }} as="staff">
        {(row) => <CaseCard of={row} now={now} onPress={() => goTo.staffCase(row.id)} />}
      </PagedList>
      <Button id="staff-logout" kind="plain" label="退出工作账号" onPress={logOut} />
    </View>
  );
}

async function logOut(): Promise<void> {
  try {
    await callAs("staff", endSession, {});
  } catch (error) {
    // Off the network one must still be able to hand the phone on; the session can be ended from the console.
    if (!(error instanceof Unreachable)) {
      throw error;
    }
  } finally {
    forgetToken("staff");
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] === "staff" });
  }
}
