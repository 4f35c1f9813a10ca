import { View } from "@tarojs/components";
import { loginByPassword, loginByTotp } from "@cunqing/contract/paths";
import { limits } from "@cunqing/contract/limits";
import { useState } from "react";
import { callAs } from "../../../base/call.ts";
import { goTo } from "../../../base/go-to.ts";
import { queryClient } from "../../../base/query.ts";
import { keepToken } from "../../../base/session.ts";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { Page } from "../../../ui/page.tsx";
import { tell } from "../../../ui/toast.tsx";

export default function StaffLoginPage() {
  const [challenge, setChallenge] = useState<string | null>(null);
  return (
    <Page title="工作人员登录" id="staff-login">
      {challenge === null ? <PasswordStep onPassed={setChallenge} /> : <TotpStep challenge={challenge} onBack={() => setChallenge(null)} />}
    </Page>
  );
}

function PasswordStep({ onPassed }: { onPassed: (challenge: string) => void }) {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const send = async (): Promise<void> => {
    const { challenge } = await callAs("nobody", loginByPassword, { body: { username: username.trim(), password } });
    onPassed(challenge);
  };
  return (
    <View className="card">
      <Field id="staff-username" label="用户名" max={limits.usernameMax} value={username} onChange={setUsername} />
      <Field id="staff-password" label="密码" isSecret max={limits.passwordMax} value={password} onChange={setPassword} />
      <Button id="staff-next" kind="main" label="下一步" busyLabel="正在核对…" isOff={username.trim() === "" || password === ""} onPress={send} />
    </View>
  );
}

function TotpStep({ challenge, onBack }: { challenge: string; onBack: () => void }) {
  const [code, setCode] = useState("");
  const send = async (): Promise<void> => {
    const { token, staff } = await callAs("nobody", loginByTotp, { body: { challenge, code, delivery: "token" } });
    if (token === null) {
      throw new Error("the service answered a token log-in without a token");
    }
    keepToken("staff", token);
    await queryClient.invalidateQueries();
    tell(`${staff.name}，您好`);
    await goTo.staffWorkInstead();
  };
  return (
    <View className="card">
      <Field id="staff-code" label="动态码" type="number" hint="打开验证器，看最新的 6 位数字" max={6} value={code} onChange={setCode} />
      <Button id="staff-enter" kind="main" label="登录" busyLabel="正在登录…" isOff={!/^\d{6}$/.test(code)} onPress={send} />
      <Button kind="plain" label="重新填密码" onPress={onBack} />
    </View>
  );
}
