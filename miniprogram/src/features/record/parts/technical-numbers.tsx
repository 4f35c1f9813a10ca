import { View } from "@tarojs/components";
import { parseCheckpoint, parseNote, type Receipt } from "@cunqing/proof";
import { useState } from "react";
import { trail } from "../../../base/trail.ts";
import { Button } from "../../../ui/button.tsx";

/** For whoever checks with other tools; nobody else needs a number. */
export function TechnicalNumbers({ receipt }: { receipt: Receipt }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <View>
      <Button id="numbers" kind="plain" label={isOpen ? "收起技术数字" : "技术数字"} onPress={() => setOpen(!isOpen)} />
      {isOpen && <Numbers receipt={receipt} />}
    </View>
  );
}

function Numbers({ receipt }: { receipt: Receipt }) {
  const text = parseNote(receipt.checkpoint)?.text ?? "";
  const numbers: readonly (readonly [string, string])[] = [
    ["留痕的名字", trail.origin],
    ["第几条", String(receipt.position + 1)],
    ["这一条的指纹", receipt.leaf],
    ["收条里的留痕有多少条", String(parseCheckpoint(text)?.size ?? "读不出")],
    ["登记的原样", receipt.publicForm],
  ];
  return (
    <View className="card" id="technical">
      {numbers.map(([label, words]) => (
        <View key={label} className="field-line">
          <View className="soft small">{label}</View>
          <View className="number">{words}</View>
        </View>
      ))}
    </View>
  );
}
