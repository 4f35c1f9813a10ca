import { limits } from "@cunqing/contract/limits";
import { listErasures, startErasure } from "@cunqing/contract/paths";
import { Button, Form, Input, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { ChoiceFilter, FilterBar } from "../../shared/filter-bar.tsx";
import { FormModal } from "../../shared/form-modal.tsx";
import { Maybe, Page, Panel } from "../../shared/page.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import type { ErasureRow } from "../../shared/rows.ts";
import { ServerTable } from "../../shared/server-table.tsx";
import { timeWords } from "../../shared/times.ts";
import { useCall, useSend } from "../../shared/use-call.ts";
import { useFilters } from "../../shared/use-filters.ts";
import { byWords, erasureWords } from "./erasure-words.ts";

const stateOptions = Object.entries(erasureWords).map(([value, { label }]) => ({ value, label }));

/** Who wants to be forgotten. Without an open case it happens by itself; with one, the officer decides. */
export function ErasuresPage() {
  const filters = useFilters(["state"]);
  const { values, set, pager } = filters;
  const state = isErasureState(values.state) ? values.state : undefined;
  const rows = useCall(listErasures, { params: { state, cursor: pager.cursor } }, { keepPrevious: true });
  const [isAdding, setAdding] = useState(false);
  return (
    <Page title="删除申请" note="《个人信息保护法》第四十七条" extra={<Button onClick={() => setAdding(true)}>登记书面申请</Button>}>
      <Panel padded={false}>
        <FilterBar onClear={filters.isEmpty ? undefined : filters.clear}>
          <ChoiceFilter value={state} placeholder="全部状态" options={stateOptions} onChange={(next) => set({ state: next })} />
        </FilterBar>
        <ServerTable<ErasureRow> of={rows} label="删除申请" columns={columns} rowKey={(row) => row.id} empty={filters.isEmpty ? "没有人申请删除" : "没有这样的申请"} pager={pager} minWidth={860} />
      </Panel>
      {isAdding && <StartModal onClose={() => setAdding(false)} />}
    </Page>
  );
}

const columns: TableColumnsType<ErasureRow> = [
  { title: "谁", dataIndex: "person", width: 110 },
  { title: "怎么来的", key: "by", width: 150, render: (_, row) => byWords[row.by] },
  { title: "申请时间", key: "at", width: 130, render: (_, row) => timeWords(row.at) },
  { title: "没办完的诉求", key: "openCases", width: 120, align: "right", render: (_, row) => (row.openCases === 0 ? <span className="soft">没有</span> : <span className="soon">{row.openCases} 件</span>) },
  { title: "状态", key: "state", width: 110, render: (_, row) => <span className={erasureWords[row.state].look}>{erasureWords[row.state].label}</span> },
  { title: "说明", key: "reason", render: (_, row) => <Maybe>{row.reason}</Maybe> },
  { title: "操作", key: "act", width: 80, render: (_, row) => <Link to={`/erasures/${row.id}`}>{row.may.length > 0 ? "去决定" : "查看"}</Link> },
];

function StartModal({ onClose }: { readonly onClose: () => void }) {
  const send = useSend();
  return (
    <FormModal<{ readonly phone: string; readonly reason: string }>
      open
      title="登记书面的删除申请"
      okText="登记"
      done="已登记，请核对后决定"
      onClose={onClose}
      submit={(body) => send(startErasure, { body })}
    >
      <Form.Item name="phone" label="申请人登录用的手机号" rules={[{ required: true, message: "请填手机号" }]}>
        <Input inputMode="numeric" maxLength={limits.searchMax} />
      </Form.Item>
      <ReasonField label="书面申请的情况" placeholder="例如：本人 11 月 20 日到村委会提交了书面申请，已核对身份证" />
    </FormModal>
  );
}

function isErasureState(value: string | undefined): value is ErasureRow["state"] {
  return value !== undefined && value in erasureWords;
}
