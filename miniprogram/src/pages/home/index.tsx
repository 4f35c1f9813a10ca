import { View } from "@tarojs/components";
import Taro, { usePullDownRefresh } from "@tarojs/taro";
import type { getVillageHome as homeEndpoint, ResultOf } from "@cunqing/contract";
import { getVillageHome } from "@cunqing/contract/paths";
import { chooseElderView, useElderView } from "../../base/elder-view.ts";
import { goTo } from "../../base/go-to.ts";
import { useCall } from "../../base/query.ts";
import { useNow } from "../../base/use-now.ts";
import { useVillage } from "../../base/village.ts";
import { Button } from "../../ui/button.tsx";
import { CaseCard } from "../../ui/case-card.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { ListState } from "../../ui/list-state.tsx";
import { Page } from "../../ui/page.tsx";
import { spoken } from "../../ui/spoken.ts";
import "./index.scss";

type VillageHome = ResultOf<typeof homeEndpoint>;

export default function HomePage() {
  const village = useVillage();
  const isElder = useElderView();
  return (
    <Page title="村情通" tab="home" id="home">
      <VillageHead name={village?.name ?? null} />
      {isElder && <GiantButtons />}
      {village ? <VillageNews villageId={village.id} /> : <NoVillage />}
    </Page>
  );
}

function VillageHead({ name }: { name: string | null }) {
  const isElder = useElderView();
  return (
    <View className="village-head">
      <View className="grow" id="choose-village" {...spoken("button", "换村子")} onClick={() => goTo.chooseVillage()}>
        <View className="big">{name ?? "您是哪个村的？"}</View>
        <View className="soft small inline">
          {name ? "换个村子看看" : "点这里选"}
          <Icon name="next" size="small" />
        </View>
      </View>
      <View id="elder-switch" className="elder-switch" {...spoken("button", isElder ? "回到标准字" : "换大字")} onClick={() => chooseElderView(!isElder)}>
        <Icon name="letters" />
        {isElder ? "标准字" : "大字版"}
      </View>
    </View>
  );
}

/** Four things, each as large as a hand: that is the elder home page. */
function GiantButtons() {
  const buttons: readonly { id: string; words: string; icon: IconName; main?: true; go: () => unknown }[] = [
    { id: "giant-report", words: "拍照反映", icon: "camera", main: true, go: () => goTo.reportForm("report") },
    { id: "giant-mine", words: "我的诉求", icon: "list", go: () => goTo.myCases() },
    { id: "giant-village", words: "村里的事", icon: "people", go: () => goTo.villageCases() },
    { id: "giant-help", words: "请人帮忙", icon: "help", go: () => goTo.reportForm("help") },
  ];
  return (
    <View className="giants">
      {buttons.map(({ id, words, icon, main, go }) => (
        <View key={id} id={id} className={`giant${main ? " main" : ""}`} hoverClass="pressed" {...spoken("button", words)} onClick={() => void go()}>
          <Icon name={icon} size="large" />
          {words}
        </View>
      ))}
    </View>
  );
}

function NoVillage() {
  return (
    <View className="card">
      <View>选好村子，就能看村里反映了哪些事、办得怎么样。</View>
      <Button id="pick-village" kind="main" label="选我的村" onPress={() => goTo.chooseVillage()} />
    </View>
  );
}

function VillageNews({ villageId }: { villageId: string }) {
  const home = useCall(getVillageHome, { params: { villageId } });
  usePullDownRefresh(() => void home.refetch().finally(() => Taro.stopPullDownRefresh()));
  return <ListState of={home}>{(news) => <News news={news} />}</ListState>;
}

function News({ news }: { news: VillageHome }) {
  const isElder = useElderView();
  const now = useNow();
  return (
    <View>
      {news.unreadMessages > 0 && (
        <View id="unread" className="card inline" {...spoken("button", "看消息")} onClick={() => goTo.inbox()}>
          <Icon name="bell" />
          <View className="grow gap-left">有 {news.unreadMessages} 条消息您还没看</View>
          <Icon name="next" size="small" />
        </View>
      )}
      {!isElder && <Button id="home-report" kind="main" icon="camera" label="拍照反映" onPress={() => goTo.reportForm("report")} />}
      {news.mine.length > 0 && (
        <View>
          <SectionHead words="我的诉求" onAll={() => goTo.myCases()} />
          {news.mine.map((mine) => (
            <CaseCard key={mine.id} of={mine} now={now} onPress={() => goTo.caseDetail(mine.id)} />
          ))}
        </View>
      )}
      <SectionHead words="村里的诉求" onAll={() => goTo.villageCases()} />
      <Counts counts={news.counts} />
      {news.recent.length === 0 && <View className="card soft">最近没有公开的诉求。</View>}
      {news.recent.map((recent) => (
        <CaseCard key={recent.id} of={recent} now={now} onPress={() => goTo.caseDetail(recent.id)} />
      ))}
    </View>
  );
}

function SectionHead({ words, onAll }: { words: string; onAll: () => unknown }) {
  return (
    <View className="section-head">
      <View className="section-title">{words}</View>
      <View className="section-all" {...spoken("button", `${words}，看全部`)} onClick={() => void onAll()}>
        看全部
        <Icon name="next" size="small" />
      </View>
    </View>
  );
}

function Counts({ counts }: { counts: VillageHome["counts"] }) {
  const figures = [
    { words: "正在办", count: counts.open, tone: "" },
    { words: "过了期限", count: counts.overdue, tone: counts.overdue > 0 ? " late" : "" },
    { words: "30天内确认办好", count: counts.confirmed30d, tone: " good" },
  ];
  return (
    <View className="card counts" id="counts">
      {figures.map(({ words, count, tone }) => (
        <View key={words} className={`count${tone}`}>
          <View className="big">{count}</View>
          <View className="small soft">{words}</View>
        </View>
      ))}
    </View>
  );
}
