import { getTrailState, listCheckpoints, listEpochs } from "@cunqing/contract/paths";
import { Alert, Descriptions, Table, type TableColumnsType } from "antd";
import { ListState } from "../../shared/list-state.tsx";
import { Maybe, Page, Panel } from "../../shared/page.tsx";
import type { Checkpoint, TrailState } from "../../shared/rows.ts";
import { ServerTable } from "../../shared/server-table.tsx";
import { exactWords, spanWords, timeWords } from "../../shared/times.ts";
import { useCall } from "../../shared/use-call.ts";
import { useFilters } from "../../shared/use-filters.ts";
import { useNow } from "../../shared/use-now.ts";
import { PrintKeys } from "./print-keys.tsx";
import { Verifications } from "./verifications.tsx";

const SOON = 10_000;
const names = [] as const;

/** How far the record has been signed, who outside the office has seen it, and whether it still adds up. */
export function TrailPage() {
  const state = useCall(getTrailState, {}, { everyMs: SOON });
  return (
    <Page title="留痕存证" note="每一条留痕都排进一棵谁也改不动的树，由外面的人见证" extra={state.data && <PrintKeys of={state.data} />}>
      <div className={state.data === undefined ? "panel" : undefined}>
        <ListState of={state}>
          {(known) => (
            <>
              <div className="two">
                <Now of={known} />
                <Witnesses of={known} />
              </div>
              <Epochs />
            </>
          )}
        </ListState>
      </div>
      <Verifications />
      <Checkpoints />
    </Page>
  );
}

function Now({ of }: { readonly of: TrailState }) {
  const items = [
    { key: "size", label: "已存证", children: `${String(of.size)} 条` },
    { key: "at", label: "最近一次签名", children: <Maybe>{of.at === null ? null : timeWords(of.at)}</Maybe> },
    { key: "unsealed", label: "在排队", children: `${String(of.unsealed)} 条` },
    { key: "epoch", label: "从备份恢复过", children: of.epoch === 0 ? "没有" : `${String(of.epoch)} 次` },
    { key: "root", label: "树根", children: <code className="small words">{of.root}</code> },
    { key: "origin", label: "名称", children: of.origin },
  ];
  return (
    <Panel title="现在">
      <Descriptions size="small" column={1} items={items} styles={{ label: { width: 110 } }} />
    </Panel>
  );
}

type Witness = TrailState["witnesses"][number];

function Witnesses({ of }: { readonly of: TrailState }) {
  const now = useNow();
  const columns: TableColumnsType<Witness> = [
    { title: "见证人", key: "name", render: (_, row) => <>{row.name} {row.isOutside ? null : <span className="soft small">本单位</span>}</> },
    { title: "见证到第几条", key: "size", width: 120, align: "right", render: (_, row) => <Maybe>{row.size}</Maybe> },
    { title: "最近一次", key: "at", width: 150, render: (_, row) => <Lag at={row.at} now={now} /> },
  ];
  const hasOutside = of.witnesses.some((witness) => witness.isOutside && witness.at !== null);
  return (
    <Panel title="见证" note="由镇、村监委等在自己的电脑上运行" padded={false}>
      {!hasOutside && <Alert banner role="note" type="warning" title="还没有本单位以外的人见证过。没有见证，村民只能核对“登记了”，不能核对“没被改过”。" />}
      <Table<Witness> aria-label="见证人" size="small" columns={columns} dataSource={[...of.witnesses]} rowKey="vkey" pagination={false} locale={{ emptyText: "还没有登记见证人" }} />
    </Panel>
  );
}

const HOUR = 3_600_000;

function Lag({ at, now }: { readonly at: number | null; readonly now: number }) {
  if (at === null) {
    return <span className="late">还没有见证过</span>;
  }
  const isLate = now - at > HOUR;
  return <span className={isLate ? "late" : "good"} title={exactWords(at)}>{spanWords(Math.max(0, now - at))}前</span>;
}

type Epoch = { readonly epoch: number; readonly at: number; readonly baseSize: number; readonly lostSize: number | null };

/** A restore from backup is no secret: which positions were lost stands here for good. */
function Epochs() {
  const epochs = useCall(listEpochs, {});
  const rows = epochs.data?.rows ?? [];
  if (rows.length === 0) {
    return null;
  }
  const columns: TableColumnsType<Epoch> = [
    { title: "第几次", dataIndex: "epoch", width: 90 },
    { title: "什么时候恢复的", key: "at", width: 190, render: (_, row) => exactWords(row.at) },
    { title: "接着哪里往下记", key: "base", width: 150, render: (_, row) => `前 ${String(row.baseSize)} 条不变` },
    { title: "丢了哪些", key: "lost", render: (_, row) => <span className="late">{lostWords(row)}</span> },
  ];
  return (
    <Panel title="从备份恢复过" padded={false}>
      <Table<Epoch> aria-label="从备份恢复过" size="small" columns={columns} dataSource={[...rows]} rowKey="epoch" pagination={false} />
    </Panel>
  );
}

function lostWords({ baseSize, lostSize }: Epoch): string {
  if (lostSize === null) {
    return "不知道丢了多少";
  }
  return lostSize > baseSize ? `第 ${String(baseSize)} 条到第 ${String(lostSize - 1)} 条` : "没有丢";
}

const columns: TableColumnsType<Checkpoint> = [
  { title: "签名时间", key: "at", width: 180, render: (_, row) => exactWords(row.at) },
  { title: "条数", dataIndex: "size", width: 100, align: "right" },
  { title: "恢复过", key: "epoch", width: 80, align: "right", render: (_, row) => (row.epoch === 0 ? <span className="soft">没有</span> : `${String(row.epoch)} 次`) },
  { title: "树根", key: "root", render: (_, row) => <code className="small words">{row.root}</code> },
  { title: "谁见证了", key: "by", render: (_, row) => (row.cosignedBy.length === 0 ? <span className="soft">还没有</span> : row.cosignedBy.map(({ name, at }) => `${name}（${timeWords(at)}）`).join("、")) },
];

function Checkpoints() {
  const { pager } = useFilters(names);
  const rows = useCall(listCheckpoints, { params: { cursor: pager.cursor } }, { keepPrevious: true });
  return (
    <Panel title="签过的树头" padded={false}>
      <ServerTable<Checkpoint> of={rows} label="签过的树头" columns={columns} rowKey={(row) => String(row.size)} empty="还没有签过" pager={pager} minWidth={900} />
    </Panel>
  );
}
