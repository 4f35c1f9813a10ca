import { View } from "@tarojs/components";
import { useState } from "react";
import { goTo } from "../../../base/go-to.ts";
import { countLeftovers, forgetReceipts, forgetTyped } from "../../../base/phone-leftovers.ts";
import { Button } from "../../../ui/button.tsx";
import { ChoiceList } from "../../../ui/choice.tsx";
import { Icon } from "../../../ui/icon.tsx";

type Choice = "keep" | "drop";

/** The account is gone; what lies on the phone is the person's own, so it is asked about and not taken. */
export function Leftovers() {
  const [{ receipts, hasTyped }] = useState(countLeftovers);
  const [forReceipts, setForReceipts] = useState<Choice>("keep");
  const [forTyped, setForTyped] = useState<Choice>("drop");
  const finish = async (): Promise<void> => {
    if (hasTyped && forTyped === "drop") {
      await forgetTyped();
    }
    if (forReceipts === "drop") {
      forgetReceipts();
    }
    await goTo.tab("home");
  };
  return (
    <View id="account-closed">
      <View className="state">
        <Icon name="check" size="large" />
        <View className="state-words">账号已经注销</View>
        <View>谢谢您用过村情通。</View>
      </View>
      {receipts > 0 && (
        <View className="card">
          <View className="section-title first">手机里有 {receipts} 份收条</View>
          <ChoiceList
            id="leftover-receipts"
            value={forReceipts}
            options={[
              { value: "keep", words: "留着", hint: "以后还能核对，不用账号" },
              { value: "drop", words: "删掉", hint: "删了就找不回来" },
            ]}
            onChange={setForReceipts}
          />
        </View>
      )}
      {hasTyped && (
        <View className="card">
          <View className="section-title first">手机里有没送出去的草稿</View>
          <ChoiceList
            id="leftover-drafts"
            value={forTyped}
            options={[
              { value: "drop", words: "删掉" },
              { value: "keep", words: "留着", hint: "下次打开还能接着写" },
            ]}
            onChange={setForTyped}
          />
        </View>
      )}
      <Button id="closing-finish" kind="main" label="好了" onPress={finish} />
    </View>
  );
}
