import { Table, type TableColumnsType } from "antd";
import { ActButton } from "./act-button.tsx";
import type { SessionRow } from "./rows.ts";
import { timeWords } from "./times.ts";

interface SessionTableProps {
  readonly rows: readonly SessionRow[];
  /** Without it the table is only for reading. */
  readonly onRevoke?: (sessionId: string) => Promise<unknown>;
}

export function SessionTable({ rows, onRevoke }: SessionTableProps) {
  const columns: TableColumnsType<SessionRow> = [
    {
      title: "设备",
      key: "device",
      render: (_, row) => (
        <>
          {row.device} {row.isCurrent && <span className="good small">正在用</span>}
        </>
      ),
    },
    { title: "登录时间", key: "createdAt", width: 140, render: (_, row) => timeWords(row.createdAt) },
    { title: "最近使用", key: "lastSeenAt", width: 140, render: (_, row) => timeWords(row.lastSeenAt) },
  ];
  if (onRevoke !== undefined) {
    columns.push({
      title: "操作",
      key: "act",
      width: 90,
      render: (_, row) =>
        row.isCurrent ? null : (
          <ActButton size="small" confirm="让这台设备马上退出登录？" done="已退出" act={() => onRevoke(row.id)}>
            退出
          </ActButton>
        ),
    });
  }
  return <Table<SessionRow> aria-label="登录着的设备" size="small" columns={columns} dataSource={[...rows]} rowKey="id" pagination={false} />;
}
