import { listRollImportProblems } from "@cunqing/contract/paths";
import { Tabs, type TableColumnsType } from "antd";
import { Panel } from "../../shared/page.tsx";
import type { RollImport, RollImportProblem } from "../../shared/rows.ts";
import { ServerTable } from "../../shared/server-table.tsx";
import { useCall } from "../../shared/use-call.ts";
import { useFilters } from "../../shared/use-filters.ts";

const kinds = ["error", "duplicate", "change"] as const;
type Kind = (typeof kinds)[number];
const kindWords: Record<Kind, string> = { error: "错误", duplicate: "重复", change: "变更" };

/** Every problem by row and column, in the order of the file, so that it can be corrected beside the sheet. */
export function ImportProblems({ of }: { readonly of: RollImport }) {
  const filters = useFilters(["kind"]);
  const counts: Record<Kind, number> = { error: of.errorCount, duplicate: of.duplicateCount, change: of.changedCount };
  const kind = kinds.find((known) => known === filters.values.kind) ?? kinds.find((known) => counts[known] > 0) ?? "error";
  const problems = useCall(listRollImportProblems, { params: { importId: of.id, kind, cursor: filters.pager.cursor } }, { keepPrevious: true });
  return (
    <Panel padded={false}>
      <Tabs className="panel-tabs" activeKey={kind} onChange={(next) => filters.set({ kind: next })} items={kinds.map((known) => ({ key: known, label: `${kindWords[known]} ${String(counts[known])}` }))} />
      <ServerTable<RollImportProblem>
        of={problems}
        label={kindWords[kind]}
        columns={columns}
        rowKey={(row) => `${String(row.line)}-${row.column}-${row.kind}`}
        empty={kind === "error" ? "没有错误" : kind === "duplicate" ? "没有重复的人" : "没有变更"}
        pager={filters.pager}
      />
    </Panel>
  );
}

const columns: TableColumnsType<RollImportProblem> = [
  { title: "行", dataIndex: "line", width: 80, align: "right" },
  { title: "列", dataIndex: "column", width: 140 },
  { title: "填的是", dataIndex: "value", width: 260, render: (value: string) => (value === "" ? <span className="soft">（空）</span> : value) },
  { title: "说明", dataIndex: "message" },
];
