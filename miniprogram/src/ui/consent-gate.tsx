import { Button as WechatButton, View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { agreeButtonId, answerConsent, useIsAskingConsent } from "../base/consent.ts";
import { goTo } from "../base/go-to.ts";
import { isWeapp } from "../base/platform.ts";
import { Button } from "./button.tsx";
import { spoken } from "./spoken.ts";

/** Nothing personal is asked of the phone before this was answered. "No" leaves reading and typing open. */
export function ConsentGate() {
  const isAsking = useIsAskingConsent();
  if (!isAsking) {
    return null;
  }
  return (
    <View className="veil" id="consent">
      <View className="sheet" {...spoken("dialog", "先问您一声")}>
        <View className="sheet-title">先问您一声</View>
        <View>拍照、录音、定位、登录要用到您的照片、声音、位置或手机号。只用来办您说的事，不给别人，也不做别的。</View>
        <View className="gap-top">不同意也能看村里的事，也能写字反映。</View>
        <Button kind="plain" label="看看隐私保护说明" onPress={openTerms} />
        <Agree />
        <Button id="consent-refuse" label="先不用" onPress={() => answerConsent("refused")} />
      </View>
    </View>
  );
}

/** WeChat counts the consent only when its own button was tapped. */
function Agree() {
  if (!isWeapp) {
    return <Button id={agreeButtonId} kind="main" label="同意" onPress={() => answerConsent("agreed")} />;
  }
  return (
    <WechatButton
      id={agreeButtonId}
      className="button button-main"
      openType="agreePrivacyAuthorization"
      onAgreePrivacyAuthorization={() => answerConsent("agreed")}
    >
      同意
    </WechatButton>
  );
}

function openTerms(): void {
  if (isWeapp && Taro.canIUse("openPrivacyContract")) {
    Taro.openPrivacyContract({});
    return;
  }
  void goTo.privacy();
}
