import { Button, Table, type TableColumnsType } from "antd";
import type { ReactNode } from "react";
import { ListState, type Asked } from "./list-state.tsx";
import type { Pager } from "./use-filters.ts";

/** One page of a cursor list, as every list endpoint answers it. */
export interface PageOf<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
}

interface ServerTableProps<T> {
  readonly of: Asked<PageOf<T>>;
  readonly columns: TableColumnsType<T>;
  readonly rowKey: (row: T) => string;
  readonly empty: string;
  readonly emptyAction?: ReactNode;
  readonly pager: Pager;
  readonly label: string;
  readonly minWidth?: number;
  /** What opens under a row; undefined for a row with nothing more to show. */
  readonly expand?: (row: T) => ReactNode | undefined;
}

/** A dense table whose filtering, order and pages are the server's work. */
export function ServerTable<T extends object>(props: ServerTableProps<T>) {
  const { of, columns, rowKey, empty, emptyAction, pager, label, minWidth = 760, expand } = props;
  return (
    <ListState of={of} empty={empty} emptyAction={emptyAction} isEmpty={(page) => page.rows.length === 0 && pager.page === 1}>
      {(page) => (
        <>
          <Table<T>
            aria-label={label}
            size="small"
            columns={columns}
            dataSource={[...page.rows]}
            rowKey={rowKey}
            pagination={false}
            loading={{ spinning: of.isFetching, delay: 300 }}
            scroll={{ x: minWidth }}
            {...(expand === undefined ? {} : { expandable: { expandedRowRender: expand, rowExpandable: (row: T) => expand(row) !== undefined } })}
          />
          <PagerBar pager={pager} count={page.rows.length} next={page.next} busy={of.isFetching} />
        </>
      )}
    </ListState>
  );
}

interface PagerBarProps {
  readonly pager: Pager;
  readonly count: number;
  readonly next: string | null;
  readonly busy: boolean;
}

export function PagerBar({ pager, count, next, busy }: PagerBarProps) {
  if (pager.page === 1 && next === null) {
    return <div className="pager">共 {count} 条</div>;
  }
  return (
    <nav className="pager" aria-label="翻页">
      <span>
        第 {pager.page} 页，本页 {count} 条
      </span>
      <Button size="small" disabled={pager.page === 1 || busy} onClick={pager.back}>
        上一页
      </Button>
      <Button
        size="small"
        disabled={next === null || busy}
        onClick={() => {
          if (next !== null) {
            pager.next(next);
          }
        }}
      >
        下一页
      </Button>
    </nav>
  );
}
