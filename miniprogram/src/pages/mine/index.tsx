import { View } from "@tarojs/components";
import type { getAccount as accountEndpoint, ResultOf } from "@cunqing/contract";
import { endSession, getAccount } from "@cunqing/contract/paths";
import { call } from "../../base/call.ts";
import { chooseElderView, useElderView } from "../../base/elder-view.ts";
import { Unreachable } from "../../base/failure.ts";
import { goTo } from "../../base/go-to.ts";
import { queryClient, useCall } from "../../base/query.ts";
import { useReceipts } from "../../base/receipts.ts";
import { forgetToken, useIsSignedIn } from "../../base/session.ts";
import { Button } from "../../ui/button.tsx";
import { ListState } from "../../ui/list-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Row, Rows } from "../../ui/row.tsx";

type Account = ResultOf<typeof accountEndpoint>;

export default function MinePage() {
  const isSignedIn = useIsSignedIn("villager");
  const isElder = useElderView();
  const receipts = useReceipts().length;
  return (
    <Page title="我的" tab="mine" id="mine">
      {isSignedIn ? <Me /> : <Stranger />}
      <Rows>
        <Row id="mine-cases" icon="list" words="我的诉求" onPress={() => goTo.myCases()} />
        <Row id="mine-inbox" icon="bell" words="消息" onPress={() => goTo.inbox()} />
        <Row id="mine-follow" icon="key" words="凭查询码查进度" onPress={() => goTo.followCase()} />
      </Rows>
      <Rows>
        <Row id="mine-receipts" icon="stamp" words="我的收条" {...(receipts > 0 ? { end: `${receipts} 份` } : {})} onPress={() => goTo.receipts()} />
        <Row id="mine-check" icon="scan" words="核对别人的收条" onPress={() => goTo.checkReceipt()} />
      </Rows>
      <Rows>
        <Row
          id="elder-switch"
          icon="letters"
          words={isElder ? "回到标准字" : "换大字版"}
          hint={isElder ? "现在是大字版" : "字大、按钮大，老人看得清"}
          onPress={() => chooseElderView(!isElder)}
        />
        <Row id="mine-privacy" icon="shield" words="隐私保护说明" onPress={() => goTo.privacy()} />
        {isSignedIn && <Row id="mine-sessions" icon="phone" words="在哪里登录着" onPress={() => goTo.sessions()} />}
      </Rows>
      {isSignedIn && <MyData />}
      <Rows>
        <Row id="mine-staff" icon="work" words="我是村镇工作人员" onPress={() => goTo.staffWork()} />
      </Rows>
      {isSignedIn && <Button id="logout" label="退出登录" onPress={logOut} />}
    </Page>
  );
}

function MyData() {
  return (
    <Rows>
      <Row id="mine-looks" icon="eye" words="谁看过我的信息" onPress={() => goTo.looks()} />
      <Row id="mine-copy" icon="save" words="我的资料拿一份" onPress={() => goTo.copy()} />
      <Row id="mine-closing" icon="out" words="注销账号" onPress={() => goTo.closing()} />
    </Rows>
  );
}

function Stranger() {
  return (
    <View className="card">
      <View className="section-title first">还没有登录</View>
      <View className="soft">不登录也能看、能反映。登录后能随时看自己的诉求，办好了会告诉您。</View>
      <Button id="login" kind="main" label="登录" onPress={() => goTo.login()} />
    </View>
  );
}

function Me() {
  const account = useCall(getAccount, {});
  return <ListState of={account}>{(me) => <Who me={me} />}</ListState>;
}

function Who({ me }: { me: Account }) {
  return (
    <View>
      <View className="card">
        <View className="big" id="account-name">
          {me.name}
        </View>
        <View className="soft">{me.village ? `${me.village.name}${me.isOnRoll ? " · 名册已核对" : ""}` : "还没有选村子"}</View>
      </View>
      <Rows>
        <Row id="mine-phone" icon="phone" words="手机号" end={me.maskedPhone ?? "未绑定"} onPress={() => goTo.phone()} />
        {!me.isOnRoll && <Row id="mine-claim" icon="people" words="认领名册身份" onPress={() => goTo.claim()} />}
        <Row id="mine-village" icon="home" words="我的村" end={me.village?.name ?? "去选"} onPress={() => goTo.chooseVillage()} />
      </Rows>
    </View>
  );
}

async function logOut(): Promise<void> {
  try {
    await call(endSession, {});
  } catch (error) {
    // Off the network one must still be able to hand the phone back; the session can be ended elsewhere.
    if (!(error instanceof Unreachable)) {
      throw error;
    }
  } finally {
    forgetToken("villager");
    queryClient.clear();
  }
}
