import { approveClaim, listClaims, refuseClaim } from "@cunqing/contract/paths";
import { Button, Space, type TableColumnsType } from "antd";
import { useState } from "react";
import { ActButton } from "../../shared/act-button.tsx";
import { AreaPicker } from "../../shared/area-picker.tsx";
import { ChoiceFilter, FilterBar } from "../../shared/filter-bar.tsx";
import { FormModal } from "../../shared/form-modal.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import type { ClaimForReview } from "../../shared/rows.ts";
import { ServerTable } from "../../shared/server-table.tsx";
import { timeWords } from "../../shared/times.ts";
import { useCall, useSend } from "../../shared/use-call.ts";
import { useFilters } from "../../shared/use-filters.ts";

type ClaimState = ClaimForReview["state"];
const stateWords: Record<ClaimState, string> = { open: "等待审核", approved: "已同意", refused: "没有同意" };
const stateOptions = Object.entries(stateWords).map(([value, label]) => ({ value, label }));

/** Villagers who say "this is me on the roll", beside what the roll says. */
export function ClaimsPage() {
  const filters = useFilters(["state", "areaId"]);
  const { values, set, pager } = filters;
  const state = isClaimState(values.state) ? values.state : "open";
  const claims = useCall(listClaims, { params: { areaId: values.areaId, state, cursor: pager.cursor } }, { keepPrevious: true });
  const [refusing, setRefusing] = useState<ClaimForReview>();
  return (
    <Page title="认领审核" note="先来的排在前面">
      <Panel padded={false}>
        <FilterBar>
          <ChoiceFilter value={state} placeholder="状态" options={stateOptions} onChange={(next) => set({ state: next })} />
          <AreaPicker value={values.areaId} placeholder="全部区域" onChange={(areaId) => set({ areaId })} />
        </FilterBar>
        <ServerTable<ClaimForReview>
          of={claims}
          label="认领申请"
          columns={columnsOf(setRefusing)}
          rowKey={(row) => row.id}
          empty={state === "open" ? "没有等待审核的申请" : "没有这样的申请"}
          pager={pager}
          minWidth={940}
        />
      </Panel>
      {refusing !== undefined && <RefuseModal claim={refusing} onClose={() => setRefusing(undefined)} />}
    </Page>
  );
}

function columnsOf(onRefuse: (claim: ClaimForReview) => void): TableColumnsType<ClaimForReview> {
  return [
    { title: "申请人填的", key: "claimant", render: (_, row) => <Claimant claim={row} /> },
    { title: "名册上", key: "match", render: (_, row) => <Match claim={row} /> },
    { title: "村", key: "village", width: 110, render: (_, row) => row.village.name },
    { title: "申请时间", key: "createdAt", width: 130, render: (_, row) => timeWords(row.createdAt) },
    { title: "审核", key: "act", width: 170, render: (_, row) => <Verdict claim={row} onRefuse={onRefuse} /> },
  ];
}

function Claimant({ claim }: { readonly claim: ClaimForReview }) {
  return (
    <div>
      <strong>{claim.name}</strong>　{claim.maskedIdentity}
      {claim.maskedPhone !== null && <div className="soft small">登录电话 {claim.maskedPhone}</div>}
    </div>
  );
}

function Match({ claim }: { readonly claim: ClaimForReview }) {
  if (claim.match === null) {
    return <span className="late">名册里没有这个证件号</span>;
  }
  const isSame = claim.match.name === claim.name;
  return (
    <div>
      <strong>{claim.match.name}</strong>　户号 {claim.match.householdNumber}
      <div className="small">{isSame ? <span className="good">证件号、姓名都对得上</span> : <span className="late">证件号对得上，姓名不一样</span>}</div>
      {claim.match.isClaimed && claim.state === "open" && <div className="late small">这个人已被别的账号认领</div>}
    </div>
  );
}

function Verdict({ claim, onRefuse }: { readonly claim: ClaimForReview; readonly onRefuse: (claim: ClaimForReview) => void }) {
  const send = useSend();
  if (claim.state !== "open") {
    return (
      <span className="soft">
        {stateWords[claim.state]}
        {claim.reason !== null && `：${claim.reason}`}
      </span>
    );
  }
  return (
    <Space size={4}>
      <ActButton
        size="small"
        type="primary"
        disabled={claim.match === null}
        confirm={`确认这个账号就是名册上的${claim.match?.name ?? claim.name}？`}
        done="已同意"
        act={() => send(approveClaim, { params: { claimId: claim.id } })}
      >
        同意
      </ActButton>
      <Button size="small" onClick={() => onRefuse(claim)}>
        不同意
      </Button>
    </Space>
  );
}

function RefuseModal({ claim, onClose }: { readonly claim: ClaimForReview; readonly onClose: () => void }) {
  const send = useSend();
  return (
    <FormModal<{ readonly reason: string }>
      open
      danger
      title={`不同意${claim.name}的认领`}
      okText="不同意"
      done="已告知申请人"
      onClose={onClose}
      submit={(body) => send(refuseClaim, { params: { claimId: claim.id }, body })}
    >
      <ReasonField placeholder="例如：名册上没有您的名字，请带户口本到村委会登记" extra="申请人会看到这段话。" />
    </FormModal>
  );
}

function isClaimState(value: string | undefined): value is ClaimState {
  return value !== undefined && value in stateWords;
}
