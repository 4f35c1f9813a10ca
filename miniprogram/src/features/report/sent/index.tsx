import { View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { goTo } from "../../../base/go-to.ts";
import { sayLastDay } from "../../../base/time-words.ts";
import { useNow } from "../../../base/use-now.ts";
import { Button } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Empty } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { NotifyMe } from "../../../ui/notify-me.tsx";
import { tell } from "../../../ui/toast.tsx";
import { forgetSent, useSentReport, type SentReport } from "../sent-report.ts";
import "./index.scss";

export default function ReportSentPage() {
  const sent = useSentReport();
  return (
    <Page title="已经送到" id="report-sent">
      {sent ? <Receipt sent={sent} /> : <Nothing />}
    </Page>
  );
}

function Nothing() {
  return (
    <>
      <Empty words="没有刚送出的诉求" />
      <Button kind="main" label="回首页" onPress={() => goTo.tab("home")} />
    </>
  );
}

function Receipt({ sent }: { sent: SentReport }) {
  const now = useNow();
  return (
    <View>
      <View className="sent-head">
        <Icon name="check" size="large" />
        <View className="big">已送到{sent.villageName}</View>
        <View>最迟 {sayLastDay(sent.dueAt, now)} 给您办好或说明白</View>
      </View>
      {sent.followCode ? <Code code={sent.followCode} /> : <Next caseId={sent.caseId} />}
    </View>
  );
}

/** Nobody can find the code again, us included: that is what anonymous means. */
function Code({ code }: { code: string }) {
  const copy = async (): Promise<void> => {
    await Taro.setClipboardData({ data: code });
    tell("已复制");
  };
  const finish = async (): Promise<void> => {
    forgetSent();
    await goTo.tab("home");
  };
  return (
    <View>
      <View className="card">
        <View className="strong">您的查询码</View>
        <View className="follow-code" id="follow-code">
          {code}
        </View>
        <View className="soft">请抄下来或截图保存。看进度、说办没办好，都靠它；丢了谁也找不回来。</View>
        <Button id="copy-code" label="复制查询码" onPress={copy} />
      </View>
      <Button id="code-kept" kind="main" label="我记好了" onPress={finish} />
    </View>
  );
}

function Next({ caseId }: { caseId: string }) {
  return (
    <View>
      <NotifyMe />
      <Button id="see-case" kind="main" label="看进度" onPress={() => goTo.caseDetail(caseId)} />
      <Button id="to-home" label="回首页" onPress={() => goTo.tab("home")} />
    </View>
  );
}
