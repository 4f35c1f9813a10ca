import { approveTotpReset, listTotpResets, refuseTotpReset } from "@cunqing/contract/paths";
import { Space, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { ActButton } from "../../shared/act-button.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import type { TotpReset } from "../../shared/rows.ts";
import { ServerTable } from "../../shared/server-table.tsx";
import { timeWords } from "../../shared/times.ts";
import { useCall, useSend } from "../../shared/use-call.ts";
import { useFilters } from "../../shared/use-filters.ts";
import { SetupLinkModal } from "./setup-link-modal.tsx";

const stateWords: Record<TotpReset["state"], string> = { open: "等另一位管理员", approved: "已同意", refused: "没有同意" };

/** A lost authenticator is replaced by two people: one asks, another agrees. */
export function TotpResetsPage() {
  const { pager } = useFilters([]);
  const resets = useCall(listTotpResets, { params: { cursor: pager.cursor } }, { keepPrevious: true });
  const [link, setLink] = useState<{ readonly name: string; readonly setupUrl: string }>();
  return (
    <Page title="动态码重置" note="一个人申请，另一个人同意">
      <Panel padded={false}>
        <ServerTable<TotpReset> of={resets} label="动态码重置" columns={columnsOf((name, setupUrl) => setLink({ name, setupUrl }))} rowKey={(row) => row.id} empty="没有重置申请" pager={pager} />
      </Panel>
      {link !== undefined && <SetupLinkModal {...link} onClose={() => setLink(undefined)} />}
    </Page>
  );
}

type OnLink = (name: string, setupUrl: string) => void;

function columnsOf(onLink: OnLink): TableColumnsType<TotpReset> {
  return [
    {
      title: "给谁",
      key: "staff",
      width: 180,
      render: (_, row) => (
        <>
          <Link to={`/staff/${row.staff.id}`}>{row.staff.name}</Link> <span className="soft">{row.staff.username}</span>
        </>
      ),
    },
    { title: "原因", dataIndex: "reason" },
    { title: "申请人", dataIndex: "requestedBy", width: 110 },
    { title: "申请时间", key: "requestedAt", width: 130, render: (_, row) => timeWords(row.requestedAt) },
    { title: "状态", key: "state", width: 140, render: (_, row) => stateWords[row.state] },
    { title: "操作", key: "act", width: 150, render: (_, row) => <Verdict of={row} onLink={onLink} /> },
  ];
}

function Verdict({ of, onLink }: { readonly of: TotpReset; readonly onLink: OnLink }) {
  const send = useSend();
  const params = { resetId: of.id };
  if (of.may.length === 0) {
    return null;
  }
  return (
    <Space size={4}>
      {of.may.includes("approve") && (
        <ActButton
          size="small"
          type="primary"
          confirm={`核实过是${of.staff.name}本人了？同意后会给出新的设置链接。`}
          act={async () => onLink(of.staff.name, (await send(approveTotpReset, { params })).setupUrl)}
        >
          同意
        </ActButton>
      )}
      {of.may.includes("refuse") && (
        <ActButton size="small" confirm="不同意这份申请？" done="已回绝" act={() => send(refuseTotpReset, { params })}>
          不同意
        </ActButton>
      )}
    </Space>
  );
}
