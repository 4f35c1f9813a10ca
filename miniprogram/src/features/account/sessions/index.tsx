import { View } from "@tarojs/components";
import { listMySessions, revokeMySession } from "@cunqing/contract/paths";
import { call } from "../../../base/call.ts";
import { forgetAnswers, useCall } from "../../../base/query.ts";
import { sayMoment } from "../../../base/time-words.ts";
import { useNow } from "../../../base/use-now.ts";
import { Button } from "../../../ui/button.tsx";
import { ListState } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { tell } from "../../../ui/toast.tsx";

export default function SessionsPage() {
  const sessions = useCall(listMySessions, {});
  const now = useNow();
  const revoke = async (sessionId: string): Promise<void> => {
    await call(revokeMySession, { params: { sessionId } });
    await forgetAnswers(listMySessions);
    tell("那里已经退出");
  };
  return (
    <Page title="在哪里登录着" id="sessions-page">
      <ListState of={sessions} empty={{ when: ({ rows }) => rows.length === 0, words: "没有登录着的地方" }}>
        {({ rows }) => (
          <View>
            <View className="soft">不认得的，点“退出那里”。</View>
            {rows.map((session) => (
              <View key={session.id} className="card gap-top" id={`session-${session.id}`}>
                <View className="strong">{session.isCurrent ? "这台手机" : session.device}</View>
                <View className="soft small">
                  登录 {sayMoment(session.createdAt, now)} · 最近用 {sayMoment(session.lastSeenAt, now)}
                </View>
                {!session.isCurrent && <Button kind="danger" label="退出那里" onPress={() => revoke(session.id)} />}
              </View>
            ))}
          </View>
        )}
      </ListState>
    </Page>
  );
}
