import { listJournal, listJournalKinds } from "@cunqing/contract/paths";
import { Descriptions, Tag, type TableColumnsType } from "antd";
import { AreaPicker } from "../../shared/area-picker.tsx";
import { ChoiceFilter, DaysFilter, FilterBar, TextFilter } from "../../shared/filter-bar.tsx";
import { Maybe, Page, Panel } from "../../shared/page.tsx";
import type { JournalRow } from "../../shared/rows.ts";
import { ServerTable } from "../../shared/server-table.tsx";
import { exactWords } from "../../shared/times.ts";
import { useCall } from "../../shared/use-call.ts";
import { useFilters } from "../../shared/use-filters.ts";
import { SubjectCell } from "./subject-cell.tsx";

const names = ["kind", "areaId", "subjectId", "actorId", "from", "to"] as const;

/** The record as it stands: every change, who made it, where and when. Nothing here can be edited. */
export function JournalPage() {
  const filters = useFilters(names);
  const { values, set, pager } = filters;
  const rows = useCall(listJournal, { params: { ...values, cursor: pager.cursor } }, { keepPrevious: true });
  const kinds = useCall(listJournalKinds, {});
  return (
    <Page title="留痕" note="只能看，不能改。最新的在前面">
      <Panel padded={false}>
        <FilterBar onClear={filters.isEmpty ? undefined : filters.clear}>
          <ChoiceFilter value={values.kind} placeholder="全部事项" width={170} loading={kinds.isPending} options={(kinds.data?.rows ?? []).map(({ kind, title }) => ({ value: kind, label: title }))} onChange={(kind) => set({ kind })} />
          <AreaPicker value={values.areaId} placeholder="全部区域" width={160} onChange={(areaId) => set({ areaId })} />
          <TextFilter value={values.subjectId} placeholder="对象编号" width={150} onChange={(subjectId) => set({ subjectId })} />
          <TextFilter value={values.actorId} placeholder="操作人编号" width={150} onChange={(actorId) => set({ actorId })} />
          <DaysFilter label="日期" from={values.from} to={values.to} onChange={set} />
        </FilterBar>
        <ServerTable<JournalRow>
          of={rows}
          label="留痕"
          columns={columnsOf((subjectId) => set({ subjectId }))}
          rowKey={(row) => row.id}
          empty={filters.isEmpty ? "还没有留痕" : "没有符合条件的留痕"}
          pager={pager}
          minWidth={900}
          expand={(row) => (row.details.length === 0 ? undefined : <Details of={row} />)}
        />
      </Panel>
    </Page>
  );
}

function columnsOf(onSubject: (subjectId: string) => void): TableColumnsType<JournalRow> {
  return [
    { title: "时间", key: "at", width: 165, render: (_, row) => exactWords(row.at) },
    {
      title: "做了什么",
      key: "title",
      render: (_, row) => (
        <>
          {row.title}
          {row.isSealed && <Tag style={{ marginLeft: 6 }}>保密</Tag>}
        </>
      ),
    },
    {
      title: "谁",
      key: "actor",
      width: 170,
      render: (_, row) => (
        <>
          {row.actor}
          {row.role !== null && <span className="soft small">　{row.role}</span>}
        </>
      ),
    },
    { title: "哪里", key: "area", width: 120, render: (_, row) => row.area?.name ?? <span className="soft">—</span> },
    { title: "对象", key: "subject", width: 190, render: (_, row) => <SubjectCell kind={row.subjectKind} id={row.subjectId} onFilter={onSubject} /> },
    { title: "第几条", key: "position", width: 90, align: "right", render: (_, row) => <Maybe>{row.position}</Maybe> },
  ];
}

function Details({ of }: { readonly of: JournalRow }) {
  return <Descriptions size="small" column={1} items={of.details.map(({ field, value }) => ({ key: field, label: field, children: <span className="words">{value}</span> }))} styles={{ label: { width: 120 } }} />;
}
