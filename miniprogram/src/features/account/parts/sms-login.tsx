import { View } from "@tarojs/components";
import { CallRefused } from "@cunqing/contract/client";
import { loginBySms } from "@cunqing/contract/paths";
import { useState } from "react";
import { callAs } from "../../../base/call.ts";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { tellFailure } from "../../../ui/toast.tsx";
import { mayAskWho, settleSession } from "./sign-in.ts";
import { SmsFields, useSmsFields } from "./sms-fields.tsx";

export function SmsLogin() {
  const fields = useSmsFields();
  const [isIdle, setIdle] = useState(false);
  const [secondFact, setSecondFact] = useState("");

  const login = async (): Promise<void> => {
    if (!(await mayAskWho())) {
      return;
    }
    try {
      const body = { phone: fields.phone, code: fields.code, ...(secondFact.trim() ? { secondFact: secondFact.trim() } : {}) };
      await settleSession(await callAs("nobody", loginBySms, { body }));
    } catch (error) {
      // A number unused for long may belong to somebody else by now; one more fact is asked for.
      if (error instanceof CallRefused && error.code === "login.second_fact_needed") {
        setIdle(true);
      }
      tellFailure(error);
    }
  };
  return (
    <View className="card">
      <SmsFields fields={fields} />
      {isIdle && (
        <Field
          id="second-fact"
          label="再核对一下"
          hint="这个号码很久没登录了。请填身份证后四位，或名册上的姓名"
          value={secondFact}
          onChange={setSecondFact}
        />
      )}
      <Button id="sms-login" kind="main" label="登录" busyLabel="正在登录…" isOff={!fields.isComplete} onPress={login} />
    </View>
  );
}
