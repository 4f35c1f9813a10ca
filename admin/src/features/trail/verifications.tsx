import { listVerifications, startVerification, stopVerification } from "@cunqing/contract/paths";
import { Progress, Table, type TableColumnsType } from "antd";
import { ActButton } from "../../shared/act-button.tsx";
import { ListState } from "../../shared/list-state.tsx";
import { Maybe, Panel } from "../../shared/page.tsx";
import type { Verification } from "../../shared/rows.ts";
import { useHolds } from "../../shared/session.ts";
import { exactWords, timeWords } from "../../shared/times.ts";
import { useCall, useSend } from "../../shared/use-call.ts";

const MOVING = 1_500;
const shownRuns = 5;

const stateWords: Record<Verification["state"], { readonly label: string; readonly look: string }> = {
  waiting: { label: "等着开始", look: "soft" },
  running: { label: "正在核验", look: "soon" },
  passed: { label: "全部对得上", look: "good" },
  failed: { label: "有对不上的", look: "late" },
  stopped: { label: "中途停了", look: "soft" },
  broken: { label: "没有做完，请再来一次", look: "soon" },
};

const isOpen = ({ state }: Verification): boolean => state === "waiting" || state === "running";

/** Everything is reckoned anew from the first entry: tree, signatures, details and the rows that people work with. */
export function Verifications() {
  const runs = useCall(listVerifications, { params: { size: shownRuns } }, { everyMs: (known) => (known?.rows.some(isOpen) === true ? MOVING : false) });
  const mayVerify = useHolds("trail.verify");
  const send = useSend();
  const isBusy = runs.data?.rows.some(isOpen) === true;
  const start = (
    <ActButton type="primary" size="small" disabled={isBusy} done="已开始核验" act={() => send(startVerification, {})}>
      现在核验
    </ActButton>
  );
  return (
    <Panel title="核验" note="从第一条起重新算一遍，和签名、和库里的内容一一对照" extra={mayVerify ? start : undefined} padded={false}>
      <ListState of={runs} isEmpty={({ rows }) => rows.length === 0} empty="还没有核验过">
        {({ rows }) => (
          <Table<Verification>
            aria-label="核验"
            size="small"
            columns={columns}
            dataSource={[...rows]}
            rowKey="id"
            pagination={false}
            scroll={{ x: 860 }}
            expandable={{ expandedRowRender: (row) => <Findings of={row} />, rowExpandable: (row) => row.findings.length > 0, defaultExpandedRowKeys: rows.slice(0, 1).map(({ id }) => id) }}
          />
        )}
      </ListState>
    </Panel>
  );
}

const columns: TableColumnsType<Verification> = [
  { title: "开始", key: "startedAt", width: 130, render: (_, row) => <span title={exactWords(row.startedAt)}>{timeWords(row.startedAt)}</span> },
  { title: "谁", dataIndex: "startedBy", width: 110 },
  { title: "结果", key: "state", width: 160, render: (_, row) => <span className={stateWords[row.state].look}>{stateWords[row.state].label}</span> },
  { title: "进度", key: "progress", render: (_, row) => <Advance of={row} /> },
  { title: "对不上", key: "findings", width: 90, align: "right", render: (_, row) => (row.findingCount === 0 ? <span className="soft">0 处</span> : <span className="late">{row.findingCount} 处</span>) },
  { title: "操作", key: "act", width: 80, render: (_, row) => <Stop of={row} /> },
];

function Advance({ of }: { readonly of: Verification }) {
  const total = of.leavesTotal + of.rowsTotal;
  const done = of.leavesDone + of.rowsDone;
  // To everybody else the service tells shares of a thousand: a count of rows would count what is private.
  const seesCounts = useHolds("trail.verify");
  return (
    <>
      {isOpen(of) && <Progress percent={total === 0 ? 0 : Math.floor((100 * done) / total)} size="small" />}
      {seesCounts && (
        <span className="soft small">
          留痕 {of.leavesDone}/{of.leavesTotal} 条，内容 {of.rowsDone}/{of.rowsTotal} 行
        </span>
      )}
    </>
  );
}

function Stop({ of }: { readonly of: Verification }) {
  const send = useSend();
  const mayStop = useHolds("trail.verify");
  if (!isOpen(of) || !mayStop) {
    return null;
  }
  return (
    <ActButton size="small" done="已停" act={() => send(stopVerification, { params: { verificationId: of.id } })}>
      停下
    </ActButton>
  );
}

const findingColumns: TableColumnsType<Verification["findings"][number]> = [
  { title: "第几条", key: "position", width: 100, align: "right", render: (_, row) => <Maybe>{row.position}</Maybe> },
  { title: "哪里对不上", dataIndex: "words", className: "words" },
  { title: "代号", dataIndex: "code", width: 220, className: "soft small" },
];

function Findings({ of }: { readonly of: Verification }) {
  return (
    <>
      <Table aria-label="对不上的地方" size="small" columns={findingColumns} dataSource={of.findings.map((finding, index) => ({ ...finding, key: index }))} pagination={false} />
      {of.findingCount > of.findings.length && <p className="soft small">只列出前 {of.findings.length} 处，其余请用命令行核验工具查看。</p>}
    </>
  );
}
