import { CloudOutlined, DisconnectOutlined, FileSearchOutlined, LockOutlined, WarningOutlined } from "@ant-design/icons";
import { Button, Skeleton } from "antd";
import type { ReactNode } from "react";
import { faultKind, faultWords, type FaultKind } from "./faults.ts";

/** What a query looks like to a screen; TanStack's result fits as it is. */
export interface Asked<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
}

interface ListStateProps<T> {
  readonly of: Asked<T>;
  readonly isEmpty?: (value: T) => boolean;
  /** What to say when there is nothing; one sentence, with what to do next if there is something to do. */
  readonly empty?: string;
  readonly emptyAction?: ReactNode;
  readonly children: (value: T) => ReactNode;
}

/** Draws loading, empty, failed, offline and forbidden, so that no screen forgets one. */
export function ListState<T>({ of, isEmpty, empty = "暂无内容", emptyAction, children }: ListStateProps<T>) {
  if (of.data === undefined) {
    if (of.error !== null && of.error !== undefined) {
      return <Fault error={of.error} onRetry={of.refetch} />;
    }
    return <Waiting />;
  }
  // Old rows stay in view while a refresh fails: they are still true for their moment, but the page must say so.
  const stale = of.error === null || of.error === undefined ? null : <StaleBar error={of.error} onRetry={of.refetch} />;
  if (isEmpty?.(of.data) === true) {
    return (
      <>
        {stale}
        <StateView icon={<FileSearchOutlined />} title={empty} action={emptyAction} />
      </>
    );
  }
  return (
    <>
      {stale}
      {children(of.data)}
    </>
  );
}

export function Waiting() {
  return (
    <div className="panel-body" role="status" aria-label="正在加载">
      <Skeleton active title={false} paragraph={{ rows: 5 }} />
    </div>
  );
}

export function Fault({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => unknown }) {
  const kind = faultKind(error);
  const look = looks[kind];
  const retry = onRetry !== undefined && look.mayRetry ? <Button onClick={() => void onRetry()}>再试一次</Button> : null;
  return <StateView icon={look.icon} title={look.title} note={look.note ?? faultWords(error)} action={retry} alert />;
}

interface StateViewProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly note?: string;
  readonly action?: ReactNode;
  readonly alert?: boolean;
}

export function StateView({ icon, title, note, action, alert = false }: StateViewProps) {
  return (
    <div className="state" role={alert ? "alert" : "status"}>
      <div className="state-icon">{icon}</div>
      <div className="state-title">{title}</div>
      {note !== undefined && <div className="state-note">{note}</div>}
      {action}
    </div>
  );
}

function StaleBar({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => unknown }) {
  return (
    <div className="offline-bar" role="alert">
      下面是上次取到的内容，没能更新：{faultWords(error)}{" "}
      <Button type="link" size="small" onClick={() => void onRetry()}>
        再试一次
      </Button>
    </div>
  );
}

const looks: Record<FaultKind, { icon: ReactNode; title: string; note?: string; mayRetry: boolean }> = {
  forbidden: { icon: <LockOutlined />, title: "没有权限看这一页", note: "需要时请找管理员给您加上相应的岗位。", mayRetry: false },
  missing: { icon: <FileSearchOutlined />, title: "没有找到", note: "可能已被删除，或者不归您管。", mayRetry: false },
  offline: { icon: <DisconnectOutlined />, title: "连不上服务器", note: "请检查网络。已经填写的内容还在。", mayRetry: true },
  refused: { icon: <WarningOutlined />, title: "没有取到内容", mayRetry: true },
  failed: { icon: <CloudOutlined />, title: "没有取到内容", mayRetry: true },
};
