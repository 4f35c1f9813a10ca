import { View } from "@tarojs/components";
import Taro, { useDidShow, usePullDownRefresh, useRouter } from "@tarojs/taro";
import { getCase } from "@cunqing/contract/paths";
import { settleCase } from "../../../base/case-cache.ts";
import { useCall } from "../../../base/query.ts";
import { useIsSignedIn } from "../../../base/session.ts";
import { ListState } from "../../../ui/list-state.tsx";
import { NotifyMe } from "../../../ui/notify-me.tsx";
import { Page } from "../../../ui/page.tsx";
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
            <CaseView of={detail} />
            {isSignedIn && detail.reporter.isMe && isRunning(detail.state) && <NotifyMe />}
          </View>
        )}
      </ListState>
    </Page>
  );
}
