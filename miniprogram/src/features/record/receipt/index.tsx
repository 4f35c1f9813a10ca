import { View } from "@tarojs/components";
import { useDidShow, useRouter } from "@tarojs/taro";
import { useMemo } from "react";
import { isStillAsked, type KeptReceipt } from "../../../base/receipt-rules.ts";
import { promisedWords } from "../../../base/receipt-words.ts";
import { awaitReceipts, betterReceipt, useReceipt } from "../../../base/receipts.ts";
import { Empty } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { CheckedReceipt } from "../parts/checked-receipt.tsx";
import { DropReceipt } from "../parts/drop-receipt.tsx";
import { OnlyPromised } from "../parts/only-promised.tsx";
import { SaveReceipt } from "../parts/save-receipt.tsx";
import { receiptOf } from "../receipt-file.ts";

/** One's own receipt: what it says off line, and what a check says now. */
export default function ReceiptPage() {
  const { receiptId = "" } = useRouter().params;
  const kept = useReceipt(receiptId);
  useDidShow(awaitReceipts);
  return (
    <Page title="收条" id="receipt-page">
      {kept ? <Receipt kept={kept} /> : <Empty icon="stamp" words="这部手机上没有这份收条" />}
    </Page>
  );
}

function Receipt({ kept }: { kept: KeptReceipt }) {
  const receipt = useMemo(() => receiptOf(kept), [kept]);
  return (
    <View>
      <View className="big" id="receipt-title">
        {promisedWords[kept.of]}：{kept.about}
      </View>
      {receipt ? (
        <CheckedReceipt receipt={receipt} onBetter={(better) => betterReceipt(kept.id, { proof: [...better.proof], checkpoint: better.checkpoint })} />
      ) : (
        <OnlyPromised of={kept} />
      )}
      <SaveReceipt of={kept} />
      {!isStillAsked(kept) && <DropReceipt receiptId={kept.id} />}
    </View>
  );
}
