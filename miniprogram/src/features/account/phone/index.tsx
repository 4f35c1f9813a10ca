import { Button as WechatButton, View } from "@tarojs/components";
import { bindPhoneBySms, bindPhoneByWechat, getAccount } from "@cunqing/contract/paths";
import { call } from "../../../base/call.ts";
import { goTo } from "../../../base/go-to.ts";
import { isWeapp } from "../../../base/platform.ts";
import { forgetAnswers, useCall } from "../../../base/query.ts";
import { Button } from "../../../ui/button.tsx";
import { ListState } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { tell, tellFailure } from "../../../ui/toast.tsx";
import { SmsFields, useSmsFields } from "../parts/sms-fields.tsx";

export default function PhonePage() {
  const account = useCall(getAccount, {});
  return (
    <Page title="绑定手机号" id="phone-page">
      <ListState of={account}>
        {(me) => (
          <View>
            <View className="card">
              <View className="strong">{me.maskedPhone ? `现在是 ${me.maskedPhone}` : "还没有绑定手机号"}</View>
              <View className="soft">绑定后，经办的人能打电话问您，换手机也能登录。</View>
            </View>
            {isWeapp && <ByWechat />}
            <BySms />
          </View>
        )}
      </ListState>
    </Page>
  );
}

async function settle(): Promise<void> {
  await forgetAnswers(getAccount);
  tell("绑好了");
  await goTo.back();
}

function ByWechat() {
  const bind = async (code: string | undefined): Promise<void> => {
    if (!code) {
      tell("没有允许，可以用短信绑定");
      return;
    }
    await call(bindPhoneByWechat, { body: { code } });
    await settle();
  };
  return (
    <WechatButton
      id="wechat-phone"
      className="button button-main"
      openType="getPhoneNumber"
      onGetPhoneNumber={({ detail }) => void bind(detail.code).catch(tellFailure)}
    >
      用微信里的手机号
    </WechatButton>
  );
}

function BySms() {
  const fields = useSmsFields();
  const bind = async (): Promise<void> => {
    await call(bindPhoneBySms, { body: { phone: fields.phone, code: fields.code } });
    await settle();
  };
  return (
    <View className="card gap-top">
      <SmsFields fields={fields} />
      <Button id="sms-phone" kind={isWeapp ? "quiet" : "main"} label="绑定" isOff={!fields.isComplete} onPress={bind} />
    </View>
  );
}
