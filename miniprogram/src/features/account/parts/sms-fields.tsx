import { View } from "@tarojs/components";
import { phonePattern } from "@cunqing/contract/limits";
import { sendSmsCode } from "@cunqing/contract/paths";
import { useEffect, useState } from "react";
import { callAs } from "../../../base/call.ts";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { tell } from "../../../ui/toast.tsx";
import { mayAskWho } from "./sign-in.ts";

interface Fields {
  readonly phone: string;
  readonly code: string;
  readonly isComplete: boolean;
  readonly setPhone: (phone: string) => void;
  readonly setCode: (code: string) => void;
}

export function useSmsFields(): Fields {
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  return { phone, code, setPhone, setCode, isComplete: phonePattern.test(phone) && /^\d{6}$/.test(code) };
}

export function SmsFields({ fields }: { fields: Fields }) {
  const { left, begin } = useCountdown();
  const sendCode = async (): Promise<void> => {
    if (!phonePattern.test(fields.phone)) {
      tell("请填 11 位手机号");
      return;
    }
    if (await mayAskWho()) {
      const { retryAfterSeconds } = await callAs("nobody", sendSmsCode, { body: { phone: fields.phone } });
      begin(retryAfterSeconds);
      tell("验证码已发，请看短信");
    }
  };
  return (
    <View>
      <Field id="phone" label="手机号" type="number" max={11} value={fields.phone} onChange={fields.setPhone} />
      <Button id="send-code" label={left > 0 ? `${left} 秒后能再发` : "发验证码"} isOff={left > 0} onPress={sendCode} />
      <View className="gap-top">
        <Field id="code" label="短信里的 6 位数字" type="number" max={6} value={fields.code} onChange={fields.setCode} />
      </View>
    </View>
  );
}

function useCountdown(): { left: number; begin: (seconds: number) => void } {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (left <= 0) {
      return undefined;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return { left, begin: setLeft };
}
