import { getCatalog, listCases } from "@cunqing/contract/paths";
import { AreaPicker } from "../../shared/area-picker.tsx";
import { ChoiceFilter, DaysFilter, FilterBar, SwitchFilter, TextFilter } from "../../shared/filter-bar.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import type { CaseState, CaseSummary } from "../../shared/rows.ts";
import { ServerTable } from "../../shared/server-table.tsx";
import { useCall } from "../../shared/use-call.ts";
import { useFilters, type Filters } from "../../shared/use-filters.ts";
import { caseColumns } from "./case-columns.tsx";
import { stateOptions, stateWords } from "./case-words.tsx";

const names = ["areaId", "state", "categoryCode", "from", "to", "isOverdue", "q"] as const;
type Name = (typeof names)[number];

/** Every case in my areas, by filters that stay in the address. */
export function CaseListPage() {
  const filters = useFilters<Name>(names);
  const { state, isOverdue, ...rest } = filters.values;
  const params = { ...rest, state: isState(state) ? state : undefined, isOverdue: isOverdue === "true" ? "true" : undefined, cursor: filters.pager.cursor };
  const rows = useCall(listCases, { params }, { keepPrevious: true });
  return (
    <Page title="诉求">
      <Panel padded={false}>
        <CaseFilters filters={filters} />
        <ServerTable<CaseSummary> of={rows} label="诉求" columns={caseColumns} rowKey={(row) => row.id} empty={filters.isEmpty ? "还没有诉求" : "没有符合条件的诉求"} pager={filters.pager} minWidth={860} />
      </Panel>
    </Page>
  );
}

function CaseFilters({ filters }: { readonly filters: Filters<Name> }) {
  const catalog = useCall(getCatalog, {});
  const { values, set } = filters;
  return (
    <FilterBar onClear={filters.isEmpty ? undefined : filters.clear}>
      <TextFilter value={values.q} placeholder="找内容或编号" width={165} onChange={(q) => set({ q })} />
      <AreaPicker value={values.areaId} width={125} placeholder="全部区域" onChange={(areaId) => set({ areaId })} />
      <ChoiceFilter value={values.state} placeholder="全部状态" options={stateOptions} width={115} onChange={(state) => set({ state })} />
      <ChoiceFilter
        value={values.categoryCode}
        placeholder="全部类别"
        width={115}
        loading={catalog.isPending}
        options={(catalog.data?.categories ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(categoryCode) => set({ categoryCode })}
      />
      <SwitchFilter isOn={values.isOverdue === "true"} label="只看超期" onChange={(isOn) => set({ isOverdue: isOn ? "true" : undefined })} />
      <DaysFilter label="反映日期" from={values.from} to={values.to} onChange={set} />
    </FilterBar>
  );
}

function isState(value: string | undefined): value is CaseState {
  return value !== undefined && value in stateWords;
}
