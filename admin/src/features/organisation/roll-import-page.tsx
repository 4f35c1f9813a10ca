import { applyRollImport, cancelRollImport, getRollImport } from "@cunqing/contract/paths";
import { Alert, Progress } from "antd";
import { useParams } from "react-router";
import { ActButton } from "../../shared/act-button.tsx";
import { ListState } from "../../shared/list-state.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import type { RollImport } from "../../shared/rows.ts";
import { timeWords } from "../../shared/times.ts";
import { useCall, useSend } from "../../shared/use-call.ts";
import { ImportProblems } from "./import-problems.tsx";
import { ImportState, isMoving } from "./import-words.tsx";

const SOON = 1_500;

/** One import: what the dry run found, and the one button that makes it real. */
export function RollImportPage() {
  const { importId = "" } = useParams();
  const found = useCall(getRollImport, { params: { importId } }, { everyMs: (known) => (known === undefined || isMoving(known.state) ? SOON : false) });
  return (
    <Page title="名册导入" note={found.data && `${found.data.village.name}　${found.data.fileName}`} extra={found.data && <ImportActions of={found.data} />}>
      <Panel title={found.data ? <ImportState state={found.data.state} /> : "核对结果"} note={found.data && `${timeWords(found.data.createdAt)} 上传`}>
        <ListState of={found}>{(of) => <ImportSummary of={of} />}</ListState>
      </Panel>
      {found.data !== undefined && found.data.state !== "reading" && <ImportProblems of={found.data} />}
    </Page>
  );
}

function ImportActions({ of }: { readonly of: RollImport }) {
  const send = useSend();
  const params = { importId: of.id };
  return (
    <>
      {of.may.includes("cancel") && (
        <ActButton confirm="取消这次导入？名册不会有任何变动。" done="已取消" act={() => send(cancelRollImport, { params })}>
          取消导入
        </ActButton>
      )}
      {of.may.includes("apply") && (
        <ActButton type="primary" confirm={`把 ${String(of.newCount)} 人新增、${String(of.changedCount)} 人变更写入${of.village.name}的名册？`} done="开始写入" act={() => send(applyRollImport, { params })}>
          写入名册
        </ActButton>
      )}
    </>
  );
}

function ImportSummary({ of }: { readonly of: RollImport }) {
  const counts = [
    { label: "读到", count: of.rowsRead, look: "" },
    { label: "新增", count: of.newCount, look: "good" },
    { label: "变更", count: of.changedCount, look: "soon" },
    { label: "没变", count: of.sameCount, look: "soft" },
    { label: "重复", count: of.duplicateCount, look: of.duplicateCount > 0 ? "soon" : "soft" },
    { label: "错误", count: of.errorCount, look: of.errorCount > 0 ? "late" : "soft" },
  ];
  return (
    <>
      {of.failure !== null && <Alert type="error" showIcon style={{ marginBottom: 12 }} title={of.failure} />}
      {of.state === "checked" && of.errorCount > 0 && <Alert type="warning" showIcon style={{ marginBottom: 12 }} title="有错误的行改好以后重新上传，才能写入名册。下面是每一处错误在第几行、哪一列。" />}
      <div className="counts">
        {counts.map(({ label, count, look }) => (
          <div key={label}>
            <div className="soft small">{label}</div>
            <div className={`count ${look}`}>{count.toLocaleString("zh-CN")}</div>
          </div>
        ))}
      </div>
      {of.state === "reading" && (
        <p className="soft" role="status" style={{ margin: "10px 0 0" }}>
          正在核对，已读 {of.rowsRead.toLocaleString("zh-CN")} 行。可以离开这一页，回来再看。
        </p>
      )}
      {of.state === "applying" && <Progress aria-label="写入进度" percent={share(of)} status="active" style={{ marginTop: 10 }} />}
    </>
  );
}

function share(of: RollImport): number {
  const total = Math.max(1, of.newCount + of.changedCount);
  return Math.min(100, Math.round((of.rowsApplied / total) * 100));
}
