import { View } from "@tarojs/components";
import { useCatalog } from "../../../base/catalog.ts";
import { isWeapp } from "../../../base/platform.ts";
import { Page } from "../../../ui/page.tsx";
import { SandboxLogin } from "../parts/sandbox-login.tsx";
import { SmsLogin } from "../parts/sms-login.tsx";
import { WechatLogin } from "../parts/wechat-login.tsx";

export default function LoginPage() {
  const catalog = useCatalog();
  const sandboxUrl = catalog.data?.sandboxUrl ?? null;
  return (
    <Page title="登录" id="login-page">
      {isWeapp ? <WechatLogin /> : <SmsLogin />}
      {!isWeapp && sandboxUrl !== null && <SandboxLogin sandboxUrl={sandboxUrl} />}
      <View className="soft gap-top">不登录也能看村里的事，也能反映。</View>
    </Page>
  );
}
