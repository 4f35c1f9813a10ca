import { View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { recordSubscription } from "@cunqing/contract/paths";
import { useState } from "react";
import { call } from "../base/call.ts";
import { useCatalog } from "../base/catalog.ts";
import { isWeapp } from "../base/platform.ts";
import { Button } from "./button.tsx";
import { tell } from "./toast.tsx";

type Answer = "accept" | "reject" | "ban" | "filter";
const answers: ReadonlySet<string> = new Set<Answer>(["accept", "reject", "ban", "filter"]);
const isAnswer = (value: unknown): value is Answer => typeof value === "string" && answers.has(value);

/** WeChat lets us ask for three at most, from a tap only and before anything is waited for. */
const askedAtOnce = 3;

export function NotifyMe() {
  const catalog = useCatalog();
  const [isDone, setDone] = useState(false);
  const templateIds = (catalog.data?.messageTemplates ?? []).map(({ templateId }) => templateId).slice(0, askedAtOnce);
  if (!isWeapp || templateIds.length === 0 || isDone) {
    return null;
  }
  const ask = (): Promise<void> =>
    askWechat(templateIds).then(async (said) => {
      if (said.length > 0) {
        await call(recordSubscription, { body: { answers: said } });
      }
      setDone(true);
      tell(said.some(({ answer }) => answer === "accept") ? "好了，有进展微信会告诉您" : "没有开通，进度在“我的诉求”里看");
    });
  return (
    <View className="card">
      <View>有人受理、办好了，微信发消息告诉您。</View>
      <Button id="notify-me" icon="bell" label="有进展告诉我" onPress={ask} />
    </View>
  );
}

async function askWechat(templateIds: string[]): Promise<{ templateId: string; answer: Answer }[]> {
  // Taro's type also demands the ids of another platform.
  const asked = Taro.requestSubscribeMessage({ tmplIds: templateIds } as Taro.requestSubscribeMessage.Option);
  const said: Record<string, unknown> = { ...(await asked.catch(() => ({}))) };
  const answered: { templateId: string; answer: Answer }[] = [];
  for (const templateId of templateIds) {
    const answer = said[templateId];
    if (isAnswer(answer)) {
      answered.push({ templateId, answer });
    }
  }
  return answered;
}
