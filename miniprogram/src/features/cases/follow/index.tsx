import { View } from "@tarojs/components";
import { followCase } from "@cunqing/contract/paths";
import { useState } from "react";
import { callAs } from "../../../base/call.ts";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { Page } from "../../../ui/page.tsx";
import { AnswerPart } from "../parts/answer-part.tsx";
import { CaseView, type CaseDetail } from "../../../ui/case-view.tsx";

/** The code opens the case, on any phone and without an account. It is not kept: who holds it next may be another. */
export default function FollowPage() {
  const [code, setCode] = useState("");
  const [found, setFound] = useState<CaseDetail | null>(null);
  const followCode = code.replace(/\s/g, "");
  const look = async (): Promise<void> => setFound(await callAs("nobody", followCase, { body: { followCode } }));
  return (
    <Page title="凭查询码查进度" id="follow">
      {found ? (
        <View>
          <AnswerPart of={found} followCode={followCode} onAnswered={setFound} />
          <CaseView of={found} />
          <Button id="follow-again" label="查另一件" onPress={() => setFound(null)} />
        </View>
      ) : (
        <View className="card">
          <Field
            id="follow-code-input"
            label="查询码"
            hint="匿名反映后给您的那一串"
            max={60}
            value={code}
            onChange={setCode}
          />
          <Button id="follow-look" kind="main" label="查进度" busyLabel="正在查…" isOff={followCode.length < 8} onPress={look} />
        </View>
      )}
    </Page>
  );
}
