import { Table, type TableColumnsType } from "antd";
import { Panel } from "../../shared/page.tsx";
import type { ErasurePlan } from "../../shared/rows.ts";

type Line = ErasurePlan["destroyed"][number];

const what = { title: "内容", dataIndex: "what" };
const count = { title: "多少", key: "count", width: 90, align: "right" as const, render: (_: unknown, row: Line) => `${String(row.count)} 项` };

const destroyedColumns: TableColumnsType<Line> = [what, count];
const keptColumns: TableColumnsType<Line> = [what, count, { title: "依据", key: "basis", render: (_, row) => row.basis }];

/** What an erasure destroys and what the law keeps, side by side, before anybody decides. */
export function PlanView({ of }: { readonly of: ErasurePlan }) {
  return (
    <div className="two">
      <Panel title="会删掉的" note="删了就没有了" padded={false}>
        <Table<Line> aria-label="会删掉的" size="small" columns={destroyedColumns} dataSource={of.destroyed.map((line) => ({ ...line }))} rowKey="what" pagination={false} locale={{ emptyText: "没有" }} />
      </Panel>
      <Panel title="依法要留的" note="只有法律指定的人能看" padded={false}>
        <Table<Line> aria-label="依法要留的" size="small" columns={keptColumns} dataSource={of.kept.map((line) => ({ ...line }))} rowKey="what" pagination={false} locale={{ emptyText: "没有" }} />
      </Panel>
    </div>
  );
}
