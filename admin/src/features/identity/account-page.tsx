import { changePassword, listMySessions, revokeMySession } from "@cunqing/contract/paths";
import { App, Button, Descriptions, Form, Input, Alert } from "antd";
import { useSubmit } from "../../shared/form-modal.tsx";
import { ListState } from "../../shared/list-state.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import { SessionTable } from "../../shared/session-table.tsx";
import { useWho } from "../../shared/session.ts";
import { useCall, useSend } from "../../shared/use-call.ts";
import { NewPasswordFields } from "./new-password-fields.tsx";

/** My own account: what I am, where I am signed in, my password. */
export function AccountPage() {
  const who = useWho();
  const sessions = useCall(listMySessions, {});
  const send = useSend();
  const items = [
    { key: "name", label: "姓名", children: who.name },
    { key: "username", label: "用户名", children: who.username },
    { key: "appointments", label: "任职", children: who.appointments.filter(({ isCurrent }) => isCurrent).map((held) => <div key={held.id}>{`${held.area.name}·${held.roleName}（${held.startsOn} 起${held.endsOn === null ? "" : `，到 ${held.endsOn}`}）`}</div>) },
  ];
  return (
    <Page title="我的账号">
      <div className="split">
        <div>
          <Panel title="我是谁">
            <Descriptions size="small" column={1} items={items} styles={{ label: { width: 72 } }} />
          </Panel>
          <Panel title="登录着的设备" note="不认识的请马上退出，并改密码" padded={false}>
            <ListState of={sessions}>{({ rows }) => <SessionTable rows={rows} onRevoke={(sessionId) => send(revokeMySession, { params: { sessionId } })} />}</ListState>
          </Panel>
        </div>
        <div>
          <PasswordPanel />
        </div>
      </div>
    </Page>
  );
}

interface PasswordValues {
  readonly current: string;
  readonly next: string;
}

function PasswordPanel() {
  const send = useSend();
  const { message } = App.useApp();
  const [form] = Form.useForm<PasswordValues>();
  const submit = ({ current, next }: PasswordValues): Promise<unknown> => send(changePassword, { body: { current, next } });
  const { busy, fault, run } = useSubmit(form, submit, () => {
    form.resetFields();
    void message.success("密码已改，其他设备已退出登录");
  });
  return (
    <Panel title="改密码">
      <Form<PasswordValues> form={form} layout="vertical" requiredMark={false} onFinish={run}>
        {fault !== undefined && <Alert type="error" showIcon title={fault} style={{ marginBottom: 12 }} role="alert" />}
        <Form.Item name="current" label="现在的密码" rules={[{ required: true, message: "请填现在的密码" }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <NewPasswordFields name="next" />
        <Button htmlType="submit" loading={busy}>
          改密码
        </Button>
      </Form>
    </Panel>
  );
}
