import { Alert, Button, Form, Input, type FormInstance } from "antd";
import type { ResultOf, loginByTotp as LoginByTotp } from "@cunqing/contract";
import { CallRefused } from "@cunqing/contract/client";
import { loginByPassword, loginByTotp } from "@cunqing/contract/paths";
import { useState } from "react";
import { call } from "../../shared/client.ts";
import { faultWords } from "../../shared/faults.ts";
import { useSubmit } from "../../shared/form-modal.tsx";
import { CodeField } from "./code-field.tsx";

export type StaffSession = ResultOf<typeof LoginByTotp>;

interface LoginStepsProps {
  /** Fixed when somebody's own session ran out: the form under it is theirs. */
  readonly username?: string;
  readonly onDone: (session: StaffSession) => void;
}

/** Password, then the authenticator's code. */
export function LoginSteps({ username, onDone }: LoginStepsProps) {
  const [challenge, setChallenge] = useState<string>();
  const [notice, setNotice] = useState<string>();
  const [form] = Form.useForm<PasswordValues>();
  if (challenge === undefined) {
    return <PasswordStep form={form} username={username} notice={notice} onChallenge={setChallenge} />;
  }
  return (
    <TotpStep
      challenge={challenge}
      onDone={onDone}
      onBack={(words) => {
        setNotice(words);
        setChallenge(undefined);
        form.resetFields(["password"]);
      }}
    />
  );
}

interface PasswordValues {
  readonly username: string;
  readonly password: string;
}

interface PasswordStepProps {
  readonly form: FormInstance<PasswordValues>;
  readonly username: string | undefined;
  readonly notice: string | undefined;
  readonly onChallenge: (challenge: string) => void;
}

function PasswordStep({ form, username, notice, onChallenge }: PasswordStepProps) {
  const submit = async (values: PasswordValues): Promise<void> => {
    onChallenge((await call(loginByPassword, { body: values })).challenge);
  };
  const { busy, fault, run } = useSubmit(form, submit, () => undefined);
  const words = fault ?? notice;
  return (
    <Form<PasswordValues> form={form} layout="vertical" requiredMark={false} size="large" onFinish={run} initialValues={{ username }}>
      {words !== undefined && <Alert type="error" showIcon title={words} style={{ marginBottom: 12 }} role="alert" />}
      <Form.Item name="username" label="用户名" rules={[{ required: true, message: "请填用户名" }]}>
        <Input autoComplete="username" autoCapitalize="none" disabled={username !== undefined} autoFocus={username === undefined} />
      </Form.Item>
      <Form.Item name="password" label="密码" rules={[{ required: true, message: "请填密码" }]}>
        <Input.Password autoComplete="current-password" autoFocus={username !== undefined} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        下一步
      </Button>
    </Form>
  );
}

interface TotpStepProps {
  readonly challenge: string;
  readonly onDone: (session: StaffSession) => void;
  readonly onBack: (notice?: string) => void;
}

function TotpStep({ challenge, onDone, onBack }: TotpStepProps) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const submit = async (code: string): Promise<void> => {
    setBusy(true);
    try {
      onDone(await call(loginByTotp, { body: { challenge, code, delivery: "cookie" } }));
    } catch (error) {
      if (error instanceof CallRefused && error.code === "login.challenge_expired") {
        onBack(faultWords(error));
      }
      setFault(faultWords(error));
      setAttempt((before) => before + 1);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div>
      <p style={{ margin: "0 0 12px" }}>请输入手机验证器上显示的 6 位动态码。</p>
      {fault !== undefined && <Alert type="error" showIcon title={fault} style={{ marginBottom: 12 }} role="alert" />}
      <CodeField key={attempt} disabled={busy} onFull={(code) => void submit(code)} />
      <div style={{ marginTop: 16, display: "flex", justifyContent: "space-between" }}>
        <Button type="link" style={{ paddingInline: 0 }} disabled={busy} onClick={() => onBack()}>
          返回上一步
        </Button>
        <span className="soft small" style={{ lineHeight: "30px" }}>
          {busy ? "正在核对…" : "填满后自动登录"}
        </span>
      </div>
    </div>
  );
}
