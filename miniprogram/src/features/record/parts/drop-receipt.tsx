import { View } from "@tarojs/components";
import { useState } from "react";
import { goTo } from "../../../base/go-to.ts";
import { forgetReceipt } from "../../../base/receipts.ts";
import { Button } from "../../../ui/button.tsx";
import { Sheet } from "../../../ui/sheet.tsx";

export function DropReceipt({ receiptId }: { receiptId: string }) {
  const [isAsking, setAsking] = useState(false);
  const drop = async (): Promise<void> => {
    await goTo.back();
    forgetReceipt(receiptId);
  };
  return (
    <View>
      <Button id="drop-receipt" kind="plain" label="从这部手机上删掉" onPress={() => setAsking(true)} />
      {isAsking && (
        <Sheet title="删掉这份收条？" onClose={() => setAsking(false)} closeLabel="不删" id="drop-sheet">
          <View>登记的事还在，谁也改不了；只是您手里没有凭据了，也取不回来。</View>
          <Button id="drop-for-good" kind="danger" label="删掉" onPress={drop} />
        </Sheet>
      )}
    </View>
  );
}
