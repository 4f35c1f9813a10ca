import { Table, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { Panel } from "../../shared/page.tsx";
import type { Figures } from "../../shared/rows.ts";
import { spanWords } from "../../shared/times.ts";
import { useNow } from "../../shared/use-now.ts";
import { RateBar } from "./rate-bar.tsx";
import { hoursWords, shares, standings, standingWords } from "./rates.ts";

type Row = Figures["byArea"][number];

interface AreaFiguresTableProps {
  readonly rows: readonly Row[];
  /** The period, to be kept while going down. */
  readonly search: string;
}

/** The areas below, each with its own bar and numbers; in the order of the map, because areas are not ranked. */
export function AreaFiguresTable({ rows, search }: AreaFiguresTableProps) {
  const now = useNow();
  return (
    <Panel title="下级区域" note="点名称往下看" padded={false} extra={<Legend />}>
      <Table<Row> aria-label="下级区域" size="small" columns={columnsOf(search, now)} dataSource={[...rows]} rowKey={(row) => row.area.id} pagination={false} scroll={{ x: 960, y: 420 }} />
    </Panel>
  );
}

function Legend() {
  return (
    <span className="links small soft">
      {standings.map((standing) => (
        <span key={standing}>
          <span className="dot" style={{ background: standingWords[standing].color }} />
          {standingWords[standing].label}
        </span>
      ))}
    </span>
  );
}

function columnsOf(search: string, now: number): TableColumnsType<Row> {
  return [
    { title: "区域", key: "area", width: 120, fixed: "start", render: (_, { area }) => (area.kind === "grid" ? area.name : <Link to={`/figures?areaId=${area.id}&${search}`}>{area.name}</Link>) },
    { title: "办完", key: "cohort", width: 60, align: "right", render: (_, { figures }) => figures.cohort },
    { title: "四种各占多少", key: "bar", render: (_, { figures }) => <RateBar of={figures} /> },
    ...standings.map((standing) => ({
      title: standingWords[standing].label,
      key: standing,
      width: standing === "unconfirmed" ? 102 : 86,
      align: "right" as const,
      render: (_: unknown, { figures }: Row) => (figures.cohort === 0 ? <span className="soft">—</span> : (
        <span className="nowrap">
          {figures[standing]} <span className="soft small">{shares(figures)[standing]}%</span>
        </span>
      )),
    })),
    { title: "说过没办好", key: "everDisputed", width: 92, align: "right", render: (_, { figures }) => <Count value={figures.everDisputed} /> },
    { title: "超期", key: "overdue", width: 58, align: "right", render: (_, { figures }) => <Count value={figures.overdue} /> },
    { title: "返工", key: "reopened", width: 58, align: "right", render: (_, { figures }) => figures.reopened },
    { title: "拖得最久", key: "oldest", width: 80, align: "right", render: (_, { figures }) => (figures.oldestOpenSince === null ? <span className="soft">—</span> : spanWords(now - figures.oldestOpenSince)) },
    { title: <span title="一半的事在多久内办完">半数用时</span>, key: "median", width: 88, align: "right", render: (_, { figures }) => hoursWords(figures.medianHoursToDone) },
  ];
}

function Count({ value }: { readonly value: number }) {
  return <span className={value > 0 ? "late" : "soft"}>{value}</span>;
}
