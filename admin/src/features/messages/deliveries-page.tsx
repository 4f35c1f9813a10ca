import { listDeliveries, retryDelivery } from "@cunqing/contract/paths";
import type { TableColumnsType } from "antd";
import { ActButton } from "../../shared/act-button.tsx";
import { ChoiceFilter, FilterBar } from "../../shared/filter-bar.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import type { DeliveryRow } from "../../shared/rows.ts";
import { ServerTable } from "../../shared/server-table.tsx";
import { timeWords } from "../../shared/times.ts";
import { useCall, useSend } from "../../shared/use-call.ts";
import { useFilters } from "../../shared/use-filters.ts";

type DeliveryState = DeliveryRow["state"];
const stateWords: Record<DeliveryState, { readonly label: string; readonly look: string }> = {
  queued: { label: "排队中", look: "soft" },
  sending: { label: "正在发", look: "soft" },
  sent: { label: "已发出", look: "good" },
  refused: { label: "对方不收", look: "soon" },
  failed: { label: "没发出去", look: "late" },
  unknown: { label: "不知道发没发到", look: "soon" },
};
const stateOptions = Object.entries(stateWords).map(([value, { label }]) => ({ value, label }));
const channelWords: Record<DeliveryRow["channel"], string> = { wechat: "微信", sms: "短信" };

/** Messages that leave the app, and what became of them. */
export function DeliveriesPage() {
  const filters = useFilters(["state"]);
  const { values, set, pager } = filters;
  const state = isDeliveryState(values.state) ? values.state : undefined;
  const rows = useCall(listDeliveries, { params: { state, cursor: pager.cursor } }, { keepPrevious: true });
  return (
    <Page title="消息发送" note="村民在应用里总能看到消息；这里是另外发到微信和短信的">
      <Panel padded={false}>
        <FilterBar onClear={filters.isEmpty ? undefined : filters.clear}>
          <ChoiceFilter value={state} placeholder="全部状态" width={160} options={stateOptions} onChange={(next) => set({ state: next })} />
        </FilterBar>
        <ServerTable<DeliveryRow> of={rows} label="消息发送" columns={columns} rowKey={(row) => row.id} empty={filters.isEmpty ? "还没有发过消息" : "没有这样的消息"} pager={pager} minWidth={900} />
      </Panel>
    </Page>
  );
}

const columns: TableColumnsType<DeliveryRow> = [
  { title: "时间", key: "createdAt", width: 130, render: (_, row) => timeWords(row.createdAt) },
  { title: "方式", key: "channel", width: 70, render: (_, row) => channelWords[row.channel] },
  { title: "内容", dataIndex: "template", width: 170 },
  { title: "发给", dataIndex: "recipient", width: 150 },
  { title: "状态", key: "state", width: 130, render: (_, row) => <span className={stateWords[row.state].look}>{stateWords[row.state].label}</span> },
  { title: "原因", key: "lastError", render: (_, row) => row.lastError ?? <span className="soft">—</span> },
  { title: "试过", key: "attempts", width: 120, render: (_, row) => `${String(row.attempts)} 次${row.nextAttemptAt === null ? "" : `，${timeWords(row.nextAttemptAt)} 再试`}` },
  { title: "操作", key: "act", width: 80, render: (_, row) => <Retry of={row} /> },
];

function Retry({ of }: { readonly of: DeliveryRow }) {
  const send = useSend();
  if (!of.may.includes("retry")) {
    return null;
  }
  return (
    <ActButton size="small" done="已重新排队" act={() => send(retryDelivery, { params: { deliveryId: of.id } })}>
      重发
    </ActButton>
  );
}

function isDeliveryState(value: string | undefined): value is DeliveryState {
  return value !== undefined && value in stateWords;
}
