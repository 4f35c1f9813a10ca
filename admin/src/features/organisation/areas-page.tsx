import { getArea, listAreas } from "@cunqing/contract/paths";
import { Breadcrumb, Descriptions, Table, Tag, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { areaKindWords } from "../../shared/area-words.ts";
import { ListState } from "../../shared/list-state.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import type { AreaDetail, AreaNode } from "../../shared/rows.ts";
import { useHolds } from "../../shared/session.ts";
import { useCall } from "../../shared/use-call.ts";
import { useFilters } from "../../shared/use-filters.ts";
import { AreaActions } from "./area-actions.tsx";
import { AreaHistory } from "./area-history.tsx";
import { AreaTree } from "./area-tree.tsx";

/** The ground itself: county, townships, villages, grids, and how each came to be what it is. */
export function AreasPage() {
  const filters = useFilters(["id"]);
  const roots = useCall(listAreas, {});
  const areaId = filters.values.id ?? roots.data?.rows[0]?.id;
  const chosen = useCall(getArea, { params: { areaId: areaId ?? "" } }, { enabled: areaId !== undefined });
  const above = chosen.data?.ancestors.map(({ id }) => id) ?? [];
  return (
    <Page title="区域">
      <div className="split-left">
        <div>
          <Panel title="行政区划" padded={false}>
            <ListState of={roots} isEmpty={({ rows }) => rows.length === 0} empty="还没有区域">
              {({ rows }) => <AreaTree roots={rows} chosen={areaId} above={above} onChoose={(id) => filters.set({ id })} />}
            </ListState>
          </Panel>
        </div>
        <div>{areaId !== undefined && <AreaPanels key={areaId} areaId={areaId} />}</div>
      </div>
    </Page>
  );
}

function AreaPanels({ areaId }: { readonly areaId: string }) {
  const area = useCall(getArea, { params: { areaId } });
  const mayManage = useHolds("area.manage");
  return (
    <>
      <Panel title={area.data?.name ?? "区域"} note={area.data && areaKindWords[area.data.kind]} extra={area.data && mayManage ? <AreaActions of={area.data} /> : undefined}>
        <ListState of={area}>{(found) => <AreaFacts of={found} />}</ListState>
      </Panel>
      {area.data?.hasChildren === true && <Children of={area.data} />}
      {mayManage && <AreaHistory areaId={areaId} />}
    </>
  );
}

function AreaFacts({ of }: { readonly of: AreaDetail }) {
  const items = [
    {
      key: "above",
      label: "上级",
      children: of.ancestors.length === 0 ? "—" : <Breadcrumb items={of.ancestors.map((area) => ({ key: area.id, title: <Link to={`/areas?id=${area.id}`}>{area.name}</Link> }))} />,
    },
    { key: "code", label: "区划代码", children: of.code },
    ...(of.mergedInto === null ? [] : [{ key: "merged", label: "已并入", children: <Link to={`/areas?id=${of.mergedInto.id}`}>{of.mergedInto.name}</Link> }]),
    ...(of.kind === "grid" ? [] : [{ key: "links", label: "相关", children: <RelatedLinks of={of} /> }]),
  ];
  return <Descriptions size="small" column={1} items={items} styles={{ label: { width: 80 } }} />;
}

function RelatedLinks({ of }: { readonly of: AreaDetail }) {
  const places = [
    { to: `/cases?areaId=${of.id}`, label: "诉求", holds: useHolds("case.read") },
    { to: `/figures?areaId=${of.id}`, label: "办理情况", holds: useHolds("case.figures") },
    { to: `/people?areaId=${of.id}`, label: "名册", holds: useHolds("roll.read") },
    { to: `/staff?areaId=${of.id}`, label: "工作人员", holds: useHolds("staff.read") },
  ];
  return (
    <span className="links">
      {places
        .filter(({ holds }) => holds)
        .map(({ to, label }) => (
          <Link key={to} to={to}>
            {label}
          </Link>
        ))}
    </span>
  );
}

const columns: TableColumnsType<AreaNode> = [
  { title: "名称", key: "name", render: (_, row) => <Link to={`/areas?id=${row.id}`}>{row.name}</Link> },
  { title: "级别", key: "kind", width: 110, render: (_, row) => areaKindWords[row.kind] },
  { title: "区划代码", dataIndex: "code", width: 150 },
  { title: "状态", key: "closed", width: 100, render: (_, row) => (row.closedAt === null ? "在用" : <Tag>已并入别处</Tag>) },
];

function Children({ of }: { readonly of: AreaDetail }) {
  const children = useCall(listAreas, { params: { parentId: of.id } });
  return (
    <Panel title="下级区域" note={children.data && `${String(children.data.rows.length)} 个`} padded={false}>
      <ListState of={children}>{({ rows }) => <Table<AreaNode> aria-label="下级区域" size="small" columns={columns} dataSource={[...rows]} rowKey="id" pagination={false} scroll={{ y: 360 }} />}</ListState>
    </Panel>
  );
}
