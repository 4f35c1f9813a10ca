import type { CaseDoor } from "@cunqing/contract";
import type { CaseState, CaseSummary } from "../../shared/rows.ts";
import { dueWords, exactWords } from "../../shared/times.ts";

/** What staff call each state, and the colour of its dot. Colour is a help, never the only sign. */
export const stateWords: Record<CaseState, { readonly label: string; readonly color: string }> = {
  submitted: { label: "待受理", color: "#c8371f" },
  accepted: { label: "已受理", color: "#b87503" },
  declined: { label: "不予受理", color: "#9a938a" },
  assigned: { label: "已交办", color: "#b87503" },
  in_progress: { label: "办理中", color: "#1f5f8b" },
  done_pending: { label: "已办，待确认", color: "#5b8fb3" },
  confirmed: { label: "群众已确认", color: "#2b7a4b" },
  unconfirmed: { label: "逾期未确认", color: "#9a938a" },
  disputed: { label: "群众说没办好", color: "#a3141f" },
  closed: { label: "已办结", color: "#9a938a" },
};

export const stateOptions = Object.entries(stateWords).map(([value, { label }]) => ({ value, label }));

export const doorWords: Record<CaseDoor, string> = { report: "反映", suggest: "建议", help: "求助" };

/** In these states the handling is over, and a deadline no longer says anything. */
const over: readonly CaseState[] = ["declined", "done_pending", "confirmed", "unconfirmed", "closed"];

export function StateWord({ state }: { readonly state: CaseState }) {
  const { label, color } = stateWords[state];
  return (
    <span className="nowrap">
      <span className="dot" style={{ background: color }} />
      {label}
    </span>
  );
}

export function DueWord({ of }: { readonly of: Pick<CaseSummary, "state" | "dueAt" | "isOverdue"> }) {
  if (over.includes(of.state)) {
    return <span className="soft">{of.isOverdue ? "办结时已超期" : "—"}</span>;
  }
  const due = dueWords(of.dueAt);
  const look = due.urgency === "late" || of.isOverdue ? "late" : due.urgency === "soon" ? "soon" : undefined;
  return (
    <span className={look} title={`到期：${exactWords(of.dueAt)}`}>
      {due.text}
    </span>
  );
}
