import { View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { loginByWechat } from "@cunqing/contract/paths";
import { callAs } from "../../../base/call.ts";
import { Button } from "../../../ui/button.tsx";
import { mayAskWho, settleSession } from "./sign-in.ts";

export function WechatLogin() {
  const login = async (): Promise<void> => {
    if (!(await mayAskWho())) {
      return;
    }
    const { code } = await Taro.login();
    await settleSession(await callAs("nobody", loginByWechat, { body: { code } }));
  };
  return (
    <View className="card">
      <View>用您的微信登录，不用记密码。</View>
      <Button id="wechat-login" kind="main" label="微信登录" busyLabel="正在登录…" onPress={login} />
    </View>
  );
}
