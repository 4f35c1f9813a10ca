import { getArea, getFigures } from "@cunqing/contract/paths";
import { Alert, Breadcrumb } from "antd";
import { Link } from "react-router";
import { AreaPicker } from "../../shared/area-picker.tsx";
import { ChoiceFilter, DaysFilter, FilterBar } from "../../shared/filter-bar.tsx";
import { ListState } from "../../shared/list-state.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import type { Figures } from "../../shared/rows.ts";
import { timeWords } from "../../shared/times.ts";
import { useCall } from "../../shared/use-call.ts";
import { useNow } from "../../shared/use-now.ts";
import { useFilters, type Filters } from "../../shared/use-filters.ts";
import { AreaFiguresTable } from "./area-figures-table.tsx";
import { FigureSums } from "./figure-sums.tsx";
import { MonthPanel } from "./month-panel.tsx";
import { periodOf, presetOf, presetWords, type Period, type Preset } from "./periods.ts";

const names = ["areaId", "from", "to"] as const;
type Name = (typeof names)[number];

/** Three rates, always together, and beside them what is late, came back, and waits longest. */
export function FiguresPage() {
  const filters = useFilters<Name>(names);
  const month = periodOf("month", useNow());
  const period: Period = { from: filters.values.from ?? month.from, to: filters.values.to ?? month.to };
  const { areaId } = filters.values;
  const figures = useCall(getFigures, { params: { areaId, ...period } }, { keepPrevious: true });
  return (
    <Page title="办理情况" note={figures.data && <Where areaId={figures.data.area.id} search={searchOf(period)} />}>
      <Panel padded={false}>
        <FigureFilters filters={filters} period={period} />
        <ListState of={figures}>{(found) => <Total of={found} />}</ListState>
      </Panel>
      {figures.data !== undefined && figures.data.byArea.length > 0 && <AreaFiguresTable rows={figures.data.byArea} search={searchOf(period)} />}
      {figures.data !== undefined && <MonthPanel areaId={areaId} />}
    </Page>
  );
}

function FigureFilters({ filters, period }: { readonly filters: Filters<Name>; readonly period: Period }) {
  const { values, set } = filters;
  const now = useNow();
  return (
    <FilterBar onClear={filters.isEmpty ? undefined : filters.clear}>
      <AreaPicker value={values.areaId} placeholder="我管的全部区域" width={180} onChange={(areaId) => set({ areaId })} />
      <ChoiceFilter
        value={presetOf(period, now)}
        placeholder="自选时段"
        width={110}
        options={Object.entries(presetWords).map(([value, label]) => ({ value, label }))}
        onChange={(preset) => set(isPreset(preset) ? { ...periodOf(preset, now) } : { from: undefined, to: undefined })}
      />
      <DaysFilter label="时段" {...period} onChange={(days) => set({ ...period, ...days })} />
      <span className="soft small">按“第一次办完”的日子算</span>
    </FilterBar>
  );
}

function Total({ of }: { readonly of: Figures }) {
  return (
    <div className="panel-body">
      {of.incompleteSince !== null && <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={`${timeWords(of.incompleteSince)} 以后的数字不完整：有后台任务停住了，放行后会补上。`} />}
      <FigureSums of={of.total} />
    </div>
  );
}

/** The way up again, after drilling down. */
function Where({ areaId, search }: { readonly areaId: string; readonly search: string }) {
  const area = useCall(getArea, { params: { areaId } });
  if (area.data === undefined) {
    return null;
  }
  const above = area.data.ancestors.map(({ id, name }) => ({ key: id, title: <Link to={`/figures?areaId=${id}&${search}`}>{name}</Link> }));
  return <Breadcrumb items={[...above, { key: areaId, title: area.data.name }]} />;
}

function searchOf({ from, to }: Period): string {
  return `from=${from}&to=${to}`;
}

function isPreset(value: string | undefined): value is Preset {
  return value !== undefined && value in presetWords;
}
