import { Button, Space } from "antd";
import type { CaseAction, CaseDetail, CaseSummary } from "../../shared/rows.ts";
import { AcceptModal, DeclineModal, StartModal } from "./take-modals.tsx";
import { AssignModal } from "./assign-modal.tsx";
import { FinishModal } from "./finish-modal.tsx";
import { ReleaseModal } from "./release-modal.tsx";

/** What staff may press here; what brings the case on comes before handing it to another. Confirming is the villager's alone. */
const staffActions = ["accept", "start", "finish", "assign", "release", "decline"] as const satisfies readonly CaseAction[];
export type StaffAction = (typeof staffActions)[number];

export const actionWords: Record<StaffAction, string> = {
  accept: "受理",
  assign: "交办",
  start: "开始办",
  finish: "办好了",
  release: "公开内容",
  decline: "不予受理",
};

export type OpenAction =
  | { readonly action: Exclude<StaffAction, "release">; readonly of: CaseSummary }
  | { readonly action: "release"; readonly of: CaseDetail };

interface ActionBarProps {
  readonly of: CaseSummary;
  readonly onOpen: (open: OpenAction) => void;
  readonly size?: "small";
}

/** In a row: what moves the case. A release needs the whole case before one's eyes, so it waits for the case page. */
export function ActionBar({ of, onOpen }: ActionBarProps) {
  const actions = staffActions.filter((action) => of.may.includes(action)).filter((action) => action !== "release");
  if (actions.length === 0) {
    return <span className="soft">—</span>;
  }
  return (
    <Space size={2} className="row-actions">
      {actions.map((action) => (
        <Button key={action} type="link" size="small" onClick={() => onOpen({ action, of })}>
          {actionWords[action]}
        </Button>
      ))}
    </Space>
  );
}

/** On the case page: the first thing that may be done is the main button. */
export function CasePageActions({ of, onOpen }: { readonly of: CaseDetail; readonly onOpen: (open: OpenAction) => void }) {
  const actions = staffActions.filter((action) => of.may.includes(action));
  return (
    <>
      {actions.map((action, index) => (
        <Button key={action} type={index === 0 && action !== "decline" ? "primary" : "default"} danger={action === "decline"} onClick={() => onOpen(action === "release" ? { action, of } : { action, of })}>
          {action === "release" && of.isReleased ? "修改公开内容" : actionWords[action]}
        </Button>
      ))}
    </>
  );
}

export function CaseActionModal({ open, onClose }: { readonly open: OpenAction; readonly onClose: () => void }) {
  switch (open.action) {
    case "accept":
      return <AcceptModal of={open.of} onClose={onClose} />;
    case "decline":
      return <DeclineModal of={open.of} onClose={onClose} />;
    case "assign":
      return <AssignModal of={open.of} onClose={onClose} />;
    case "start":
      return <StartModal of={open.of} onClose={onClose} />;
    case "finish":
      return <FinishModal of={open.of} onClose={onClose} />;
    case "release":
      return <ReleaseModal of={open.of} onClose={onClose} />;
  }
}
