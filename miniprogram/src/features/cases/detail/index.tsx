import { View } from "@tarojs/components";
import Taro, { useDidShow, usePullDownRefresh, useRouter } from "@tarojs/taro";
import { getCase } from "@cunqing/contract/paths";
import { settleCase } from "../../../base/case-cache.ts";
import { useCall } from "../../../base/query.ts";
import { useReceipts } from "../../../base/receipts.ts";
import { useIsSignedIn } from "../../../base/session.ts";
import { ListState } from "../../../ui/list-state.tsx";
import { NotifyMe } from "../../../ui/notify-me.tsx";
import { Page } from "../../../ui/page.tsx";
import { ReceiptRow } from "../../../ui/receipt-row.tsx";
import { Rows } from "../../../ui/row.tsx";
import { isRunning } from "../../../ui/tags.tsx";
import { AnswerPart } from "../parts/answer-part.tsx";
import { CaseView } from "../../../ui/case-view.tsx";

export default function CaseDetailPage() {
  const { caseId = "" } = useRouter().params;
  const found = useCall(getCase, { params: { caseId } });
  const isSignedIn = useIsSignedIn("villager");
  useDidShow(() => void found.refetch());
  usePullDownRefresh(() => void found.refetch().finally(() => Taro.stopPullDownRefresh()));
  return (
    <Page title="诉求进度" id="case-detail">
      <ListState of={found}>
        {(detail) => (
          <View>
            <AnswerPart of={detail} onAnswered={(answered) => settleCase("villager", answered)} />
            {detail.reporter.isMe && <MyReceipts caseId={detail.id} />}
            <CaseView of={detail} />
            {isSignedIn && detail.reporter.isMe && isRunning(detail.state) && <NotifyMe />}
          </View>
        )}
      </ListState>
    </Page>
  );
}

/** What was promised to this person about this case lies on this phone. */
function MyReceipts({ caseId }: { caseId: string }) {
  const mine = useReceipts().filter((receipt) => receipt.caseId === caseId);
  return mine.length === 0 ? null : (
    <Rows>
      {mine.map((receipt) => (
        <ReceiptRow key={receipt.id} id={`case-receipt-${receipt.of}`} of={receipt} />
      ))}
    </Rows>
  );
}
