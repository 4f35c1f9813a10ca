import { View } from "@tarojs/components";
import { checkPromise } from "@cunqing/proof";
import { useMemo } from "react";
import { standingOf, type KeptReceipt, type Standing } from "../../../base/receipt-rules.ts";
import { sayStanding } from "../../../base/receipt-words.ts";
import { askForReceipt, heldReceipts } from "../../../base/receipts.ts";
import { sayDate } from "../../../base/time-words.ts";
import { trail } from "../../../base/trail.ts";
import { useNow } from "../../../base/use-now.ts";
import { Button } from "../../../ui/button.tsx";
import { tell } from "../../../ui/toast.tsx";
import { Seal, type SealTone } from "./seal.tsx";

const tones: Record<Standing, SealTone> = { waiting: "amber", overdue: "late", registered: "blue", unknown: "late" };

const advice: Record<Standing, string> = {
  waiting: "登记好了，收条会自己到这里来，不用守着。",
  overdue: "先把凭证存到手机里。过一会儿再看，还没有，就拿它到镇里的窗口问，或者打 12345。",
  registered: "",
  unknown: "先把凭证存到手机里，拿它到镇里的窗口问，或者打 12345。",
};

/** What one has until the receipt comes: a signed promise, which is worth something when it is not kept. */
export function OnlyPromised({ of }: { of: KeptReceipt }) {
  const now = useNow();
  const promise = useMemo(() => checkPromise(of.note, trail), [of.note]);
  const standing = standingOf(of, trail.promiseSeconds);
  const ask = async (): Promise<void> => {
    await askForReceipt(of.id);
    const found = heldReceipts().find(({ id }) => id === of.id);
    tell(found?.receipt ? "收条取到了" : found?.isUnknown ? "还是没有找到" : "还没登记好，等一会儿再取");
  };
  return (
    <View>
      <Seal id="receipt-standing" tone={tones[standing]} words={sayStanding(of, trail.promiseSeconds)}>
        <View className="gap-top">{advice[standing]}</View>
      </Seal>
      <View className="card" id="promise-signature">
        {promise ? (
          <View>收下的凭证是真的，签名对得上。收下的时间：{sayDate(promise.atMs, now)}。</View>
        ) : (
          <View className="strong">收下的凭证对不上签名，不能算数。请截图，拿到镇里的窗口问。</View>
        )}
      </View>
      <Button id="ask-receipt" label="现在取收条" busyLabel="正在取…" onPress={ask} />
    </View>
  );
}
