import { View } from "@tarojs/components";
import { closeAccount, getClosingPlan, withdrawClosing } from "@cunqing/contract/paths";
import { useState } from "react";
import { call } from "../../../base/call.ts";
import { forgetAnswers, queryClient, useCall } from "../../../base/query.ts";
import { forgetToken, useIsSignedIn } from "../../../base/session.ts";
import { Button } from "../../../ui/button.tsx";
import { ListState, SignIn } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { tell } from "../../../ui/toast.tsx";
import { ClosingPlan, type Plan } from "../parts/closing-plan.tsx";
import { Leftovers } from "../parts/leftovers.tsx";

export default function ClosingPage() {
  const isSignedIn = useIsSignedIn("villager");
  const [isClosed, setClosed] = useState(false);
  return (
    <Page title="注销账号" id="closing-page">
      {isClosed ? <Leftovers /> : isSignedIn ? <Closing onClosed={() => setClosed(true)} /> : <Stranger />}
    </Page>
  );
}

function Stranger() {
  return (
    <View className="card">
      <View>登录后才能注销自己的账号。</View>
      <SignIn as="villager" />
    </View>
  );
}

function Closing({ onClosed }: { onClosed: () => void }) {
  const asked = useCall(getClosingPlan, {});
  return (
    <ListState of={asked}>
      {({ plan, isRequested }) => (
        <View>
          {isRequested ? <Requested /> : plan.needsOfficer ? <OpenCases count={plan.openCases} /> : null}
          <ClosingPlan plan={plan} />
          {!isRequested && <Close plan={plan} onClosed={onClosed} />}
        </View>
      )}
    </ListState>
  );
}

function OpenCases({ count }: { count: number }) {
  return (
    <View className="card">
      <View className="strong">您还有 {count} 件事没办完</View>
      <View className="soft">现在注销，要先等负责个人信息的工作人员看过。等的时候，您可以随时撤回。</View>
    </View>
  );
}

function Requested() {
  const withdraw = async (): Promise<void> => {
    await call(withdrawClosing, {});
    await forgetAnswers(getClosingPlan);
    tell("已撤回，账号照常用");
  };
  return (
    <View className="card" id="closing-requested">
      <View className="strong">已申请注销，等工作人员看</View>
      <View className="soft">有事没办完，所以要等。办的人同意后，账号就注销了；在那以前照常用。</View>
      <Button id="withdraw-closing" label="撤回申请" onPress={withdraw} />
    </View>
  );
}

function Close({ plan, onClosed }: { plan: Plan; onClosed: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const close = async (): Promise<void> => {
    const { state } = await call(closeAccount, { body: { isSure: true } });
    setAsking(false);
    if (state === "requested") {
      await forgetAnswers(getClosingPlan);
      tell("已申请，等工作人员看过");
      return;
    }
    if (state === "erasing") {
      tell("账号已注销，您的资料正在删，过一会儿就删完");
    }
    onClosed();
    forgetToken("villager");
    queryClient.clear();
  };
  return (
    <View>
      <Button id="close-account" kind="danger" label={plan.needsOfficer ? "申请注销" : "我要注销"} onPress={() => setAsking(true)} />
      {isAsking && (
        <Sheet title="真的要注销吗？" onClose={() => setAsking(false)} closeLabel="不注销了" id="closing-sheet">
          <View>删掉的东西，谁也找不回来，我们也不行。</View>
          <View className="gap-top">以后还能重新登录，但那是一个新账号，看不到以前的事。</View>
          <Button
            id="close-for-good"
            kind="danger"
            label={plan.needsOfficer ? "想好了，申请注销" : "想好了，注销"}
            busyLabel="正在办…"
            onPress={close}
          />
        </Sheet>
      )}
    </View>
  );
}
