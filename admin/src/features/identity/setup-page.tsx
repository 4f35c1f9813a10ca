import { Alert, Button, Form, Input, QRCode, Steps, Typography } from "antd";
import type { ResultOf, getSetup as GetSetup } from "@cunqing/contract";
import { CallRefused } from "@cunqing/contract/client";
import { limits } from "@cunqing/contract/limits";
import { finishSetup, getSetup } from "@cunqing/contract/paths";
import { useEffect, useState } from "react";
import { Link, useLocation } from "react-router";
import { call } from "../../shared/client.ts";
import { faultWords } from "../../shared/faults.ts";
import { ListState } from "../../shared/list-state.tsx";
import { useCall } from "../../shared/use-call.ts";
import { CodeField } from "./code-field.tsx";
import { Front } from "./front.tsx";
import { NewPasswordFields } from "./new-password-fields.tsx";

type Setup = ResultOf<typeof GetSetup>;

/** First set-up from a one-time link. The token stands behind `#`, so no server log ever sees it. */
export function SetupPage() {
  const token = useToken();
  const setup = useCall(getSetup, { params: { token } }, { enabled: token !== "" });
  useEffect(() => {
    document.title = "首次设置 · 村情通";
  }, []);
  return (
    <Front subtitle="首次设置" wide foot="链接只能用一次。设置好以后，凭用户名、密码和动态码登录。">
      {token === "" ? <Alert type="error" showIcon title="设置链接不完整，请重新打开管理员发来的链接。" /> : <ListState of={setup}>{(found) => <SetupSteps setup={found} token={token} />}</ListState>}
    </Front>
  );
}

/** `#/setup?token=…`, `#/setup?…` and `#/setup/…` all carry it. */
function useToken(): string {
  const { pathname, search } = useLocation();
  const named = new URLSearchParams(search).get("token");
  return named ?? (search.length > 1 ? search.slice(1) : (pathname.split("/")[2] ?? ""));
}

interface Chosen {
  readonly name?: string;
  readonly password?: string;
}

function SetupSteps({ setup, token }: { readonly setup: Setup; readonly token: string }) {
  const asksFirst = setup.needsPassword || setup.kind === "administrator";
  const [step, setStep] = useState(asksFirst ? 0 : 1);
  const [chosen, setChosen] = useState<Chosen>({});
  const [fault, setFault] = useState<string>();
  const finish = async (code: string): Promise<void> => {
    try {
      await call(finishSetup, { params: { token }, body: { ...chosen, code } });
      setFault(undefined);
      setStep(2);
    } catch (error) {
      setFault(faultWords(error));
      // Only a wrong code can be cured on this step.
      if (!(error instanceof CallRefused) || error.code === "login.totp_wrong") {
        return;
      }
      if (asksFirst) {
        setStep(0);
      }
    }
  };
  return (
    <>
      <Steps size="small" current={step} style={{ marginBottom: 20 }} items={[{ title: "设密码" }, { title: "绑定验证器" }, { title: "完成" }]} />
      {fault !== undefined && <Alert type="error" showIcon title={fault} style={{ marginBottom: 12 }} role="alert" />}
      {step === 0 && (
        <PasswordForm
          setup={setup}
          onChosen={(values) => {
            setChosen(values);
            setFault(undefined);
            setStep(1);
          }}
        />
      )}
      {step === 1 && <BindStep setup={setup} onCode={finish} onBack={asksFirst ? () => setStep(0) : undefined} />}
      {step === 2 && (
        <>
          <p>设置完成。您的用户名是 {setup.username}。</p>
          <Link to="/login">
            <Button type="primary" block size="large">
              去登录
            </Button>
          </Link>
        </>
      )}
    </>
  );
}

interface PasswordFormValues extends Chosen {
  readonly again: string;
}

function PasswordForm({ setup, onChosen }: { readonly setup: Setup; readonly onChosen: (chosen: Chosen) => void }) {
  const [form] = Form.useForm<PasswordFormValues>();
  return (
    <Form<PasswordFormValues>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ name: setup.name }}
      onFinish={({ name, password }) => onChosen({ ...(name === undefined ? {} : { name }), ...(password === undefined ? {} : { password }) })}
    >
      <Form.Item label="用户名">
        <Input value={setup.username} disabled autoComplete="username" />
      </Form.Item>
      {setup.kind === "administrator" && (
        <Form.Item name="name" label="姓名" rules={[{ required: true, min: 2, message: "请填姓名" }]}>
          <Input autoComplete="name" maxLength={limits.nameMax} autoFocus />
        </Form.Item>
      )}
      {setup.needsPassword && <NewPasswordFields name="password" />}
      <Button type="primary" htmlType="submit" block size="large">
        下一步
      </Button>
    </Form>
  );
}

interface BindStepProps {
  readonly setup: Setup;
  readonly onCode: (code: string) => Promise<void>;
  readonly onBack: (() => void) | undefined;
}

function BindStep({ setup, onCode, onBack }: BindStepProps) {
  const [busy, setBusy] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const submit = async (code: string): Promise<void> => {
    setBusy(true);
    await onCode(code);
    setBusy(false);
    setAttempt((before) => before + 1);
  };
  return (
    <>
      <ol className="setup-list">
        <li>在手机上装一个验证器（各应用商店搜“身份验证器”）。</li>
        <li>用验证器扫下面的图案。</li>
        <li>把验证器显示的 6 位数字填在下面。</li>
      </ol>
      <div className="setup-code">
        <QRCode type="svg" value={setup.totpUri} size={168} bordered={false} />
        <div>
          <div className="soft small">扫不了？在验证器里选“手动输入”，填这串字母：</div>
          <Typography.Text code copyable={{ text: setup.totpSecret }} className="totp-secret">
            {setup.totpSecret.replaceAll(/(.{4})(?=.)/g, "$1 ")}
          </Typography.Text>
        </div>
      </div>
      <CodeField key={attempt} disabled={busy} onFull={(code) => void submit(code)} />
      {onBack !== undefined && (
        <Button type="link" style={{ paddingInline: 0, marginTop: 8 }} disabled={busy} onClick={onBack}>
          返回上一步
        </Button>
      )}
    </>
  );
}
