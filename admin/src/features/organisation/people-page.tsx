import { listPeople } from "@cunqing/contract/paths";
import type { TableColumnsType } from "antd";
import { useState } from "react";
import { AreaPicker } from "../../shared/area-picker.tsx";
import { FilterBar, TextFilter } from "../../shared/filter-bar.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import type { RollPerson } from "../../shared/rows.ts";
import { ServerTable } from "../../shared/server-table.tsx";
import { useHolds } from "../../shared/session.ts";
import { useCall } from "../../shared/use-call.ts";
import { useFilters } from "../../shared/use-filters.ts";
import { ShowSensitiveModal, type SensitiveField } from "./show-sensitive-modal.tsx";
import { SensitiveCell } from "./sensitive-cell.tsx";

const sexWords: Record<RollPerson["sex"], string> = { male: "男", female: "女", unknown: "—" };

/** The residents' roll, masked. Seeing one number in full takes a reason and leaves a trace. */
export function PeoplePage() {
  const filters = useFilters(["areaId", "q", "caseId"]);
  const { values: { caseId, ...values }, set, pager } = filters;
  const people = useCall(listPeople, { params: { ...values, cursor: pager.cursor } }, { keepPrevious: true });
  const mayShow = useHolds("roll.show_sensitive");
  const [asked, setAsked] = useState<{ readonly person: RollPerson; readonly field: SensitiveField }>();
  const ask = mayShow ? (person: RollPerson, field: SensitiveField) => setAsked({ person, field }) : undefined;
  return (
    <Page title="名册" note="证件号和电话默认遮住；查看完整号码会记入留痕，本人也看得到">
      <Panel padded={false}>
        <FilterBar onClear={filters.isEmpty ? undefined : filters.clear}>
          <TextFilter value={values.q} placeholder="找姓名或户号" onChange={(q) => set({ q })} />
          <AreaPicker value={values.areaId} placeholder="全部区域" onChange={(areaId) => set({ areaId })} />
        </FilterBar>
        <ServerTable<RollPerson> of={people} label="名册" columns={columnsOf(ask)} rowKey={(row) => row.id} empty={values.areaId === undefined && values.q === undefined ? "名册还是空的，请先导入" : "没有符合条件的人"} pager={pager} minWidth={920} />
      </Panel>
      {asked !== undefined && <ShowSensitiveModal {...asked} caseId={caseId} onClose={() => setAsked(undefined)} />}
    </Page>
  );
}

type Ask = ((person: RollPerson, field: SensitiveField) => void) | undefined;

function columnsOf(ask: Ask): TableColumnsType<RollPerson> {
  return [
    { title: "姓名", dataIndex: "name", width: 100 },
    { title: "性别", key: "sex", width: 56, render: (_, row) => sexWords[row.sex] },
    { title: "出生", key: "birthYear", width: 80, render: (_, row) => (row.birthYear === null ? "—" : `${String(row.birthYear)} 年`) },
    { title: "证件号", key: "identity", width: 210, render: (_, row) => <SensitiveCell value={row.maskedIdentity} onAsk={ask && (() => ask(row, "identity"))} /> },
    { title: "电话", key: "phone", width: 160, render: (_, row) => <SensitiveCell value={row.maskedPhone} onAsk={ask && (() => ask(row, "phone"))} /> },
    { title: "村", key: "village", render: (_, row) => row.village.name },
    { title: "网格", dataIndex: "gridName", width: 110 },
    { title: "户号", dataIndex: "householdNumber", width: 100 },
    { title: "认领", key: "isClaimed", width: 80, render: (_, row) => (row.isClaimed ? <span className="good">已认领</span> : <span className="soft">未认领</span>) },
  ];
}
