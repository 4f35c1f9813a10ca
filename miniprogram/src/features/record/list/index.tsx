import { View } from "@tarojs/components";
import { useDidShow } from "@tarojs/taro";
import { useState } from "react";
import { goTo } from "../../../base/go-to.ts";
import { promisedWords } from "../../../base/receipt-words.ts";
import { awaitReceipts, useReceipts } from "../../../base/receipts.ts";
import { sayMoment } from "../../../base/time-words.ts";
import { useNow } from "../../../base/use-now.ts";
import { Button } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { ReceiptRow } from "../../../ui/receipt-row.tsx";
import { Rows } from "../../../ui/row.tsx";

const shownAtOnce = 20;

/** Receipts lie on this phone and nowhere else, so the list needs neither a session nor a network. */
export default function ReceiptsPage() {
  const receipts = useReceipts();
  const now = useNow();
  const [shown, setShown] = useState(shownAtOnce);
  useDidShow(awaitReceipts);
  return (
    <Page title="我的收条" id="receipts-page">
      {receipts.length === 0 ? (
        <Empty icon="stamp" words="还没有收条。反映一件事，或者说办没办好，就会有一份。" />
      ) : (
        <View>
          <View className="soft gap-below">收条存在这部手机上，没有网也能看。换手机前，先点开存一份。</View>
          <Rows>
            {receipts.slice(0, shown).map((receipt) => (
              <ReceiptRow
                key={receipt.id}
                id={`receipt-${receipt.id}`}
                of={receipt}
                title={`${promisedWords[receipt.of]}：${receipt.about}`}
                when={sayMoment(receipt.keptAt, now)}
              />
            ))}
          </Rows>
          {receipts.length > shown && <Button id="more" kind="plain" label="再看一些" onPress={() => setShown(shown + shownAtOnce)} />}
        </View>
      )}
      <Button id="to-check" icon="scan" label="核对别人的收条" onPress={() => goTo.checkReceipt()} />
    </Page>
  );
}
