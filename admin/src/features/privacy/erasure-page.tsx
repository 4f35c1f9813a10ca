import { approveErasure, getErasure, refuseErasure } from "@cunqing/contract/paths";
import { Alert, Button, Descriptions } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { FormModal } from "../../shared/form-modal.tsx";
import { ListState } from "../../shared/list-state.tsx";
import { Maybe, Page, Panel } from "../../shared/page.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import type { ErasureRow } from "../../shared/rows.ts";
import { exactWords } from "../../shared/times.ts";
import { useCall, useSend } from "../../shared/use-call.ts";
import { byWords, erasureWords } from "./erasure-words.ts";
import { PlanView } from "./plan-view.tsx";

type Verdict = "approve" | "refuse";

/** One request, with what it would do, for the officer to decide. */
export function ErasurePage() {
  const { erasureId = "" } = useParams();
  const found = useCall(getErasure, { params: { erasureId } }, { always: true });
  const [verdict, setVerdict] = useState<Verdict>();
  return (
    <Page title="删除申请" extra={found.data && <Buttons of={found.data} onOpen={setVerdict} />}>
      <div className={found.data === undefined ? "panel" : undefined}>
        <ListState of={found}>
          {(of) => (
            <>
              <Facts of={of} />
              {of.plan !== null && <PlanView of={of.plan} />}
            </>
          )}
        </ListState>
      </div>
      {verdict !== undefined && <VerdictModal id={erasureId} verdict={verdict} onClose={() => setVerdict(undefined)} />}
    </Page>
  );
}

function Buttons({ of, onOpen }: { readonly of: ErasureRow; readonly onOpen: (verdict: Verdict) => void }) {
  return (
    <>
      {of.may.includes("refuse") && <Button onClick={() => onOpen("refuse")}>不同意</Button>}
      {of.may.includes("approve") && (
        <Button type="primary" danger onClick={() => onOpen("approve")}>
          同意删除
        </Button>
      )}
    </>
  );
}

function Facts({ of }: { readonly of: ErasureRow }) {
  const items = [
    { key: "person", label: "谁", children: of.person },
    { key: "state", label: "状态", children: <span className={erasureWords[of.state].look}>{erasureWords[of.state].label}</span> },
    { key: "by", label: "怎么来的", children: byWords[of.by] },
    { key: "at", label: "申请时间", children: exactWords(of.at) },
    { key: "decidedAt", label: "决定时间", children: <Maybe>{of.decidedAt === null ? null : exactWords(of.decidedAt)}</Maybe> },
    { key: "reason", label: "说明", children: <Maybe>{of.reason}</Maybe> },
  ];
  return (
    <Panel title="申请">
      {of.openCases > 0 && of.state === "requested" && (
        <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={`这个人还有 ${String(of.openCases)} 件诉求没有办完。同意后，诉求继续办，但不再知道是谁反映的，也没法再问他满不满意。`} />
      )}
      <Descriptions size="small" column={2} items={items} styles={{ label: { width: 90 } }} />
    </Panel>
  );
}

const verdictWords: Record<Verdict, { readonly title: string; readonly okText: string; readonly done: string; readonly hint: string }> = {
  approve: { title: "同意删除", okText: "删除", done: "已删除", hint: "例如：已核对是本人，诉求已当面告知处理结果" },
  refuse: { title: "不同意删除", okText: "不同意", done: "已告知申请人", hint: "请写明依据哪部法律第几条必须保留" },
};

function VerdictModal({ id, verdict, onClose }: { readonly id: string; readonly verdict: Verdict; readonly onClose: () => void }) {
  const send = useSend();
  const words = verdictWords[verdict];
  const endpoint = verdict === "approve" ? approveErasure : refuseErasure;
  return (
    <FormModal<{ readonly reason: string }>
      open
      danger={verdict === "approve"}
      title={words.title}
      okText={words.okText}
      done={words.done}
      onClose={onClose}
      submit={(body) => send(endpoint, { params: { erasureId: id }, body })}
    >
      {verdict === "approve" && <Alert type="error" showIcon style={{ marginBottom: 12 }} title="删除后谁也找不回来，备份里的也一样。" />}
      <ReasonField placeholder={words.hint} />
    </FormModal>
  );
}
