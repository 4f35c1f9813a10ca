import type { ComponentType } from "react";
import type { ActionSheetProps } from "./action-sheet.ts";
import { AcceptSheet } from "./accept-sheet.tsx";
import { AssignSheet } from "./assign-sheet.tsx";
import { DeclineSheet } from "./decline-sheet.tsx";
import { FinishSheet } from "./finish-sheet.tsx";
import { ReleaseSheet } from "./release-sheet.tsx";
import { StartSheet } from "./start-sheet.tsx";

export type StaffAction = "accept" | "decline" | "assign" | "start" | "finish" | "release";

/** The first that is possible is the main one; what brings the case on comes before handing it to another. */
export const staffActions: readonly { action: StaffAction; words: string }[] = [
  { action: "accept", words: "受理" },
  { action: "start", words: "开始办" },
  { action: "finish", words: "办好了" },
  { action: "assign", words: "派给谁办" },
  { action: "release", words: "公开给村里看" },
  { action: "decline", words: "不受理" },
];

export const actionSheets: Record<StaffAction, ComponentType<ActionSheetProps>> = {
  accept: AcceptSheet,
  decline: DeclineSheet,
  assign: AssignSheet,
  start: StartSheet,
  finish: FinishSheet,
  release: ReleaseSheet,
};
