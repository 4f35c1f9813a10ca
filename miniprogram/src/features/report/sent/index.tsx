import { View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { useState } from "react";
import { goTo } from "../../../base/go-to.ts";
import { forgetReceipt, useReceipt } from "../../../base/receipts.ts";
import { sayLastDay } from "../../../base/time-words.ts";
import { useNow } from "../../../base/use-now.ts";
import { Button } from "../../../ui/button.tsx";
import { ChoiceList } from "../../../ui/choice.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Empty } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { NotifyMe } from "../../../ui/notify-me.tsx";
import { ReceiptRow } from "../../../ui/receipt-row.tsx";
import { Rows } from "../../../ui/row.tsx";
import { tell } from "../../../ui/toast.tsx";
import { forgetSent, useSentReport, type SentReport } from "../sent-report.ts";
import "./index.scss";

export default function ReportSentPage() {
  const sent = useSentReport();
  return (
    <Page title="已经送到" id="report-sent">
      {sent ? <Arrived sent={sent} /> : <Nothing />}
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

function Arrived({ sent }: { sent: SentReport }) {
  const now = useNow();
  const { receiptId = "" } = sent;
  return (
    <View>
      <View className="sent-head">
        <Icon name="check" size="large" />
        <View className="big">已送到{sent.villageName}</View>
        <View>最迟 {sayLastDay(sent.dueAt, now)} 给您办好或说明白</View>
      </View>
      <Promised receiptId={receiptId} />
      {sent.followCode ? <Code code={sent.followCode} receiptId={receiptId} /> : <Next caseId={sent.caseId} />}
    </View>
  );
}

function Promised({ receiptId }: { receiptId: string }) {
  const receipt = useReceipt(receiptId);
  return receipt && (
    <Rows>
      <ReceiptRow id="sent-receipt" of={receipt} title="收条" />
    </Rows>
  );
}

/** Nobody can find the code again, us included: that is what anonymous means. */
function Code({ code, receiptId }: { code: string; receiptId: string }) {
  const [isReceiptKept, setReceiptKept] = useState<"drop" | "keep">("drop");
  const copy = async (): Promise<void> => {
    await Taro.setClipboardData({ data: code });
    tell("已复制");
  };
  const finish = async (): Promise<void> => {
    forgetSent();
    if (isReceiptKept === "drop") {
      forgetReceipt(receiptId);
    }
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
      <View className="card">
        <View className="section-title first">收条留在这部手机上吗？</View>
        <ChoiceList id="receipt" options={receiptChoices} value={isReceiptKept} onChange={setReceiptKept} />
      </View>
      <Button id="code-kept" kind="main" label="我记好了" onPress={finish} />
    </View>
  );
}

/** Whoever takes up this phone could read the receipt, so an anonymous person must want it. */
const receiptChoices = [
  { value: "drop", words: "不留", hint: "别人翻这部手机，也看不到是您反映的" },
  { value: "keep", words: "留着", hint: "以后能核对这件事有没有被改过" },
] as const;

function Next({ caseId }: { caseId: string }) {
  return (
    <View>
      <NotifyMe />
      <Button id="see-case" kind="main" label="看进度" onPress={() => goTo.caseDetail(caseId)} />
      <Button id="to-home" label="回首页" onPress={() => goTo.tab("home")} />
    </View>
  );
}
