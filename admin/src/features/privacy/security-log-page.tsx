import { readSecurityLog, securityLogDays } from "@cunqing/contract/paths";
import { Alert, Button, Form, Input, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { call } from "../../shared/client.ts";
import { useSubmit } from "../../shared/form-modal.tsx";
import { ListState } from "../../shared/list-state.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import type { SecurityLogLine } from "../../shared/rows.ts";
import { exactWords, isoDay, startOfDay } from "../../shared/times.ts";
import { useCall } from "../../shared/use-call.ts";
import { useNow } from "../../shared/use-now.ts";

interface Asking {
  readonly reason: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly address?: string;
}

interface Shown {
  readonly asked: Asking;
  readonly rows: readonly SecurityLogLine[];
  readonly next: string | null;
}

const DAY = 86_400_000;

/** Where requests came from. Nobody leafs through it: every look states its reason first and goes on record. */
export function SecurityLogPage() {
  const days = useCall(securityLogDays, {});
  const [shown, setShown] = useState<Shown>();
  const ask = async (asked: Asking, cursor?: string): Promise<void> => {
    const page = await call(readSecurityLog, { body: orderOf(asked, cursor) });
    setShown((before) => ({ asked, rows: cursor === undefined ? page.rows : [...(before?.rows ?? []), ...page.rows], next: page.next }));
  };
  return (
    <Page title="网络安全日志" note="《网络安全法》要求保存不少于六个月；只有个人信息保护负责人能看，每看一次都记入留痕">
      <Panel title="先写明为什么要看">
        <ListState of={days}>
          {({ from, to, keptDays }) => (
            <>
              <p className="soft">{from === null || to === null ? "还没有日志。" : `现有 ${from} 到 ${to} 的日志，保存 ${String(keptDays)} 天后自动删除。`}</p>
              <AskForm onAsk={ask} />
            </>
          )}
        </ListState>
      </Panel>
      {shown !== undefined && <Lines of={shown} onMore={(cursor) => ask(shown.asked, cursor)} />}
    </Page>
  );
}

function orderOf({ reason, fromDay, toDay, address }: Asking, cursor: string | undefined) {
  return {
    reason,
    from: startOfDay(fromDay),
    to: startOfDay(toDay) + DAY,
    ...(address === undefined || address.trim() === "" ? {} : { address: address.trim() }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

function AskForm({ onAsk }: { readonly onAsk: (asking: Asking) => Promise<void> }) {
  const [form] = Form.useForm<Asking>();
  const { busy, fault, run } = useSubmit(form, onAsk, () => undefined);
  const today = isoDay(useNow());
  return (
    <Form<Asking> form={form} layout="vertical" requiredMark="optional" onFinish={run} initialValues={{ fromDay: today, toDay: today }} style={{ maxWidth: 560 }}>
      {fault !== undefined && <Alert type="error" showIcon title={fault} style={{ marginBottom: 12 }} role="alert" />}
      <ReasonField label="为什么要看" placeholder="例如：公安机关来函，调查 11 月 20 日的网络攻击" />
      <div className="two">
        <Form.Item name="fromDay" label="从哪天" rules={[{ required: true, message: "请选日期" }]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="toDay" label="到哪天" rules={[{ required: true, message: "请选日期" }]}>
          <Input type="date" />
        </Form.Item>
      </div>
      <Form.Item name="address" label="只看一个地址" extra="不填就看全部；一次最多看七天。">
        <Input placeholder="例如：203.0.113.9" maxLength={45} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>
        查看
      </Button>
    </Form>
  );
}

/** Two lines may be alike to the last letter, so the key is the place in the list. */
type KeyedLine = SecurityLogLine & { readonly key: number };

const columns: TableColumnsType<KeyedLine> = [
  { title: "时间", key: "at", width: 190, render: (_, row) => exactWords(row.at) },
  { title: "地址", dataIndex: "address", width: 200 },
  { title: "请求", dataIndex: "request" },
  { title: "结果", dataIndex: "status", width: 80, align: "right" },
];

function Lines({ of, onMore }: { readonly of: Shown; readonly onMore: (cursor: string) => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const more = async (cursor: string): Promise<void> => {
    setBusy(true);
    await onMore(cursor).finally(() => setBusy(false));
  };
  const { next } = of;
  return (
    <Panel title="日志" note="这次查看已记入留痕" padded={false}>
      <Table<KeyedLine> aria-label="日志" size="small" columns={columns} dataSource={of.rows.map((row, index) => ({ ...row, key: index }))} pagination={false} locale={{ emptyText: "这段时间没有日志" }} scroll={{ x: 700 }} />
      {next !== null && (
        <div className="pager">
          <Button size="small" loading={busy} onClick={() => void more(next)}>
            接着看
          </Button>
        </div>
      )}
    </Panel>
  );
}
