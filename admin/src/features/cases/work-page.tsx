import { Badge, Tabs, type TableColumnsType } from "antd";
import { countWork, listWork } from "@cunqing/contract/paths";
import { useState } from "react";
import { Page, Panel } from "../../shared/page.tsx";
import type { CaseSummary } from "../../shared/rows.ts";
import { ServerTable } from "../../shared/server-table.tsx";
import { useFilters } from "../../shared/use-filters.ts";
import { useCall } from "../../shared/use-call.ts";
import { ActionBar, CaseActionModal, type OpenAction } from "./case-actions.tsx";
import { caseColumns } from "./case-columns.tsx";

const tabs = [
  { key: "mine", label: "我在办", empty: "手上没有要办的事" },
  { key: "untaken", label: "待受理", empty: "没有等着受理的诉求" },
  { key: "late", label: "已超期", empty: "没有超期的诉求" },
  { key: "all_open", label: "全部未办结", empty: "没有未办结的诉求" },
] as const;
type TabKey = (typeof tabs)[number]["key"];

const MINUTE = 60_000;

/** What is mine and what is late, before anything else. */
export function WorkPage() {
  const filters = useFilters(["filter"]);
  const counts = useCall(countWork, {}, { everyMs: MINUTE });
  const chosen = tabs.find((tab) => tab.key === filters.values.filter)?.key ?? firstTab(counts.data);
  const params = { filter: chosen, cursor: filters.pager.cursor };
  const rows = useCall(listWork, { params }, { keepPrevious: true, everyMs: MINUTE });
  const [open, setOpen] = useState<OpenAction>();
  return (
    <Page title="我的工作" note="最急的排在最前面">
      <Panel padded={false}>
        <Tabs
          className="panel-tabs"
          activeKey={chosen}
          onChange={(filter) => filters.set({ filter })}
          items={tabs.map(({ key, label }) => ({ key, label: <TabLabel label={label} count={counts.data === undefined || key === "all_open" ? undefined : counts.data[key]} isLate={key === "late"} /> }))}
        />
        <ServerTable<CaseSummary>
          of={rows}
          label="我的工作"
          columns={[...caseColumns, actionColumn(setOpen)]}
          rowKey={(row) => row.id}
          empty={tabs.find((tab) => tab.key === chosen)?.empty ?? "暂无诉求"}
          pager={filters.pager}
          minWidth={980}
        />
      </Panel>
      {open !== undefined && <CaseActionModal open={open} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}

export function actionColumn(onOpen: (open: OpenAction) => void): TableColumnsType<CaseSummary>[number] {
  return { title: "操作", key: "may", width: 170, fixed: "end", render: (_, row) => <ActionBar of={row} onOpen={onOpen} size="small" /> };
}

function TabLabel({ label, count, isLate }: { readonly label: string; readonly count: number | undefined; readonly isLate: boolean }) {
  if (count === undefined || count === 0) {
    return <>{label}</>;
  }
  return (
    <>
      {label} <Badge count={count} overflowCount={98} color={isLate ? "#a3141f" : "#8a8178"} size="small" style={{ marginLeft: 4 }} />
    </>
  );
}

/** Opens on what is late or mine; a dispatcher with empty hands sees what waits to be taken. */
function firstTab(counts: { mine: number; untaken: number; late: number } | undefined): TabKey {
  if (counts === undefined || counts.mine > 0) {
    return "mine";
  }
  if (counts.untaken > 0) {
    return "untaken";
  }
  return counts.late > 0 ? "late" : "mine";
}
