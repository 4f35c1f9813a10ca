import { Typography } from "antd";
import { useEffect, type ReactNode } from "react";

interface PageProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}

/** One screen: its name, a remark, the actions that concern the whole of it. */
export function Page({ title, note, extra, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · 村情通`;
  }, [title]);
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        {note !== undefined && <span className="page-note">{note}</span>}
        {extra !== undefined && <div className="page-extra">{extra}</div>}
      </div>
      {children}
    </>
  );
}

interface PanelProps {
  readonly title?: ReactNode;
  readonly note?: ReactNode;
  readonly extra?: ReactNode;
  readonly padded?: boolean;
  readonly children: ReactNode;
}

export function Panel({ title, note, extra, padded = true, children }: PanelProps) {
  return (
    <section className="panel">
      {title !== undefined && (
        <div className="panel-head">
          <span>{title}</span>
          {note !== undefined && <small>{note}</small>}
          {extra !== undefined && <div className="panel-extra">{extra}</div>}
        </div>
      )}
      {padded ? <div className="panel-body">{children}</div> : children}
    </section>
  );
}

/** A value that may be missing: the dash says "nothing recorded", which an empty cell does not. */
export function Maybe({ children }: { readonly children: ReactNode }) {
  const missing = children === undefined || children === null || children === "";
  return missing ? <Typography.Text type="secondary">—</Typography.Text> : <>{children}</>;
}
