import { listReaders, releaseReaderHold } from "@cunqing/contract/paths";
import { Alert, Table, type TableColumnsType } from "antd";
import { ActButton } from "../../shared/act-button.tsx";
import { ListState } from "../../shared/list-state.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import type { ReaderHealth } from "../../shared/rows.ts";
import { exactWords, timeWords } from "../../shared/times.ts";
import { useCall, useSend } from "../../shared/use-call.ts";
import { subjectWord } from "./subject-words.ts";

const SOON = 5_000;

const readerWords: Readonly<Record<string, string>> = { messages: "消息", statistics: "统计", search: "搜索", trail: "存证", linkage: "上报", timeline: "经过" };

/** How far each reader of the journal is. One that stumbles over an entry stops for that subject only. */
export function ReadersPage() {
  const readers = useCall(listReaders, {}, { everyMs: SOON });
  return (
    <Page title="后台任务" note="消息、统计等都是照着留痕一条条做的，每 5 秒更新">
      <ListState of={readers}>
        {({ sealedTo, unsealed, rows }) => (
          <>
            <Panel title="进度" note={`留痕已封存到第 ${String(sealedTo)} 条，还有 ${String(unsealed)} 条在排队`} padded={false}>
              <Table<ReaderHealth> aria-label="后台任务" size="small" columns={columns} dataSource={[...rows]} rowKey="name" pagination={false} />
            </Panel>
            {rows.filter(({ holds }) => holds.length > 0).map((reader) => (
              <Holds key={reader.name} of={reader} />
            ))}
          </>
        )}
      </ListState>
    </Page>
  );
}

const columns: TableColumnsType<ReaderHealth> = [
  { title: "任务", key: "name", render: (_, row) => readerWords[row.name] ?? row.name },
  { title: "做到第几条", dataIndex: "position", width: 140, align: "right" },
  { title: "落后", key: "behind", width: 120, align: "right", render: (_, row) => <span className={row.behind > 1000 ? "late" : ""}>{row.behind} 条</span> },
  { title: "停住的", key: "holds", width: 120, align: "right", render: (_, row) => (row.holds.length === 0 ? <span className="good">没有</span> : <span className="late">{row.holds.length} 件</span>) },
];

function Holds({ of }: { readonly of: ReaderHealth }) {
  const send = useSend();
  const holdColumns: TableColumnsType<ReaderHealth["holds"][number]> = [
    { title: "停在第几条", dataIndex: "position", width: 110, align: "right" },
    { title: "关于", key: "subject", width: 110, render: (_, row) => subjectWord(row.subjectKind) },
    { title: "停了多久", key: "since", width: 140, render: (_, row) => <span title={exactWords(row.since)}>{timeWords(row.since)} 起</span> },
    { title: "试过", key: "attempts", width: 80, render: (_, row) => `${String(row.attempts)} 次` },
    { title: "出的错", dataIndex: "error", className: "words" },
    {
      title: "操作",
      key: "act",
      width: 100,
      render: (_, row) => (
        <ActButton size="small" confirm="原因解决了再放行，从停住的那条重新做起。现在放行？" done="已放行" act={() => send(releaseReaderHold, { params: { holdId: row.id } })}>
          放行
        </ActButton>
      ),
    },
  ];
  return (
    <Panel title={`${readerWords[of.name] ?? of.name}：停住的`} padded={false}>
      <Alert banner type="warning" title="这些事情的后续没有做，相关的数字会注明“不完整”。其他事情不受影响。" />
      <Table aria-label="停住的" size="small" columns={holdColumns} dataSource={[...of.holds]} rowKey="id" pagination={false} scroll={{ x: 800 }} />
    </Panel>
  );
}
