import { approveWithholding, liftWithholding, listWithholdings, refuseWithholding } from "@cunqing/contract/paths";
import { Button, Image, Space, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { ChoiceFilter, FilterBar } from "../../shared/filter-bar.tsx";
import { FormModal } from "../../shared/form-modal.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import type { WithholdingRow } from "../../shared/rows.ts";
import { ServerTable } from "../../shared/server-table.tsx";
import { timeWords } from "../../shared/times.ts";
import { useCall, useSend } from "../../shared/use-call.ts";
import { useFilters } from "../../shared/use-filters.ts";

type State = WithholdingRow["state"];
type Verdict = WithholdingRow["may"][number];

const stateWords: Record<State, { readonly label: string; readonly look: string }> = {
  proposed: { label: "等另一个人审批", look: "soon" },
  in_force: { label: "已遮盖", look: "good" },
  refused: { label: "没有同意", look: "soft" },
  lifted: { label: "已恢复公开", look: "soft" },
};
const stateOptions = Object.entries(stateWords).map(([value, { label }]) => ({ value, label }));

/** Something published that must not be seen: one asks, another decides, the page says what is hidden and by which law. */
export function WithholdingsPage() {
  const filters = useFilters(["state"]);
  const { values, set, pager } = filters;
  const state = isState(values.state) ? values.state : undefined;
  const rows = useCall(listWithholdings, { params: { state, cursor: pager.cursor } }, { keepPrevious: true });
  const [open, setOpen] = useState<{ readonly of: WithholdingRow; readonly verdict: Verdict }>();
  return (
    <Page title="遮盖公开内容" note="在诉求页面里提出，由另一个人审批；遮盖不是修改，原来的内容仍在留痕里">
      <Panel padded={false}>
        <FilterBar onClear={filters.isEmpty ? undefined : filters.clear}>
          <ChoiceFilter value={state} placeholder="全部状态" width={160} options={stateOptions} onChange={(next) => set({ state: next })} />
        </FilterBar>
        <ServerTable<WithholdingRow>
          of={rows}
          label="遮盖公开内容"
          columns={columnsOf((of, verdict) => setOpen({ of, verdict }))}
          rowKey={(row) => row.id}
          empty={filters.isEmpty ? "没有遮盖过公开的内容" : "没有这样的遮盖"}
          pager={pager}
          minWidth={1000}
        />
      </Panel>
      {open !== undefined && <VerdictModal {...open} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}

type OnOpen = (of: WithholdingRow, verdict: Verdict) => void;

function columnsOf(onOpen: OnOpen): TableColumnsType<WithholdingRow> {
  return [
    { title: "哪里", key: "subject", render: (_, row) => <Where of={row} /> },
    { title: "遮盖什么", key: "part", width: 220, render: (_, row) => <Part of={row} /> },
    { title: "依据", key: "ground", width: 220, render: (_, row) => <>{row.ground.name}<div className="soft small">{row.ground.source}</div></> },
    { title: "原因", dataIndex: "reason", width: 180 },
    { title: "谁提出", key: "by", width: 130, render: (_, row) => <>{row.proposedBy}<div className="soft small">{timeWords(row.proposedAt)}</div></> },
    { title: "状态", key: "state", width: 130, render: (_, row) => <Standing of={row} /> },
    { title: "操作", key: "act", width: 150, render: (_, row) => <Verdicts of={row} onOpen={onOpen} /> },
  ];
}

function Where({ of }: { readonly of: WithholdingRow }) {
  return (
    <>
      <Link to={`/cases/${of.subject.id}`}>{of.subject.title}</Link>
      <div className="soft small">{of.village.name}</div>
    </>
  );
}

function Part({ of }: { readonly of: WithholdingRow }) {
  if (of.part.kind === "photo") {
    return of.photoUrl === null ? <>一张照片</> : <Image src={of.photoUrl} width={64} height={64} alt="要遮盖的照片" style={{ objectFit: "cover", borderRadius: 4 }} />;
  }
  return of.excerpt === null ? <>一段文字</> : <span className="words">“{of.excerpt}”</span>;
}

function Standing({ of }: { readonly of: WithholdingRow }) {
  return (
    <>
      <span className={stateWords[of.state].look}>{stateWords[of.state].label}</span>
      {of.decidedBy !== null && <div className="soft small">{of.decidedBy}</div>}
    </>
  );
}

const verdictWords: Record<Verdict, { readonly label: string; readonly title: string; readonly done: string }> = {
  approve: { label: "同意", title: "同意遮盖", done: "已遮盖" },
  refuse: { label: "不同意", title: "不同意遮盖", done: "没有遮盖" },
  lift: { label: "恢复公开", title: "恢复公开", done: "已恢复公开" },
};
const endpoints = { approve: approveWithholding, refuse: refuseWithholding, lift: liftWithholding };

function Verdicts({ of, onOpen }: { readonly of: WithholdingRow; readonly onOpen: OnOpen }) {
  return (
    <Space size={4}>
      {of.may.map((verdict) => (
        <Button key={verdict} size="small" type={verdict === "approve" ? "primary" : "default"} onClick={() => onOpen(of, verdict)}>
          {verdictWords[verdict].label}
        </Button>
      ))}
    </Space>
  );
}

function VerdictModal({ of, verdict, onClose }: { readonly of: WithholdingRow; readonly verdict: Verdict; readonly onClose: () => void }) {
  const send = useSend();
  const words = verdictWords[verdict];
  return (
    <FormModal<{ readonly reason: string }>
      open
      title={words.title}
      okText={words.label}
      done={words.done}
      onClose={onClose}
      submit={(body) => send(endpoints[verdict], { params: { withholdingId: of.id }, body })}
    >
      <ReasonField />
    </FormModal>
  );
}

function isState(value: string | undefined): value is State {
  return value !== undefined && value in stateWords;
}
