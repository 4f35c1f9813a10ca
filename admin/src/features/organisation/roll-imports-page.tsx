import { listRollImports } from "@cunqing/contract/paths";
import { Button, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { AreaPicker } from "../../shared/area-picker.tsx";
import { FilterBar } from "../../shared/filter-bar.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import type { RollImport } from "../../shared/rows.ts";
import { ServerTable } from "../../shared/server-table.tsx";
import { timeWords } from "../../shared/times.ts";
import { useCall } from "../../shared/use-call.ts";
import { useFilters } from "../../shared/use-filters.ts";
import { ImportState, isMoving } from "./import-words.tsx";
import { StartImportModal } from "./start-import-modal.tsx";

const SOON = 3_000;

export function RollImportsPage() {
  const filters = useFilters(["areaId"]);
  const { values, set, pager } = filters;
  const [starting, setStarting] = useState(false);
  const params = { ...values, cursor: pager.cursor };
  const imports = useCall(listRollImports, { params }, { keepPrevious: true, everyMs: (known) => known?.rows.some((row) => isMoving(row.state)) === true && SOON });
  return (
    <Page
      title="名册导入"
      note="先核对，再写入；没有确认之前名册不会动"
      extra={
        <Button type="primary" onClick={() => setStarting(true)}>
          导入一份名册
        </Button>
      }
    >
      <Panel padded={false}>
        <FilterBar onClear={filters.isEmpty ? undefined : filters.clear}>
          <AreaPicker value={values.areaId} placeholder="全部区域" onChange={(areaId) => set({ areaId })} />
        </FilterBar>
        <ServerTable<RollImport> of={imports} label="名册导入" columns={columns} rowKey={(row) => row.id} empty="还没有导入过" pager={pager} minWidth={860} />
      </Panel>
      {starting && <StartImportModal onClose={() => setStarting(false)} />}
    </Page>
  );
}

const columns: TableColumnsType<RollImport> = [
  { title: "文件", key: "fileName", render: (_, row) => <Link to={`/roll-imports/${row.id}`}>{row.fileName}</Link> },
  { title: "村", key: "village", width: 120, render: (_, row) => row.village.name },
  { title: "状态", key: "state", width: 150, render: (_, row) => <ImportState state={row.state} /> },
  { title: "行数", dataIndex: "rowsRead", width: 90, align: "right", render: (count: number) => count.toLocaleString("zh-CN") },
  { title: "新增", dataIndex: "newCount", width: 80, align: "right" },
  { title: "变更", dataIndex: "changedCount", width: 80, align: "right" },
  { title: "错误", key: "errors", width: 80, align: "right", render: (_, row) => <span className={row.errorCount > 0 ? "late" : ""}>{row.errorCount}</span> },
  { title: "时间", key: "createdAt", width: 130, render: (_, row) => timeWords(row.createdAt) },
];
