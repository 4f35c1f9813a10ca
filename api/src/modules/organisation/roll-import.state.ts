import type { rollImportStates } from "@cunqing/contract";

export type RollImportState = (typeof rollImportStates)[number];

const next: Readonly<Record<RollImportState, readonly RollImportState[]>> = {
  reading: ["checked", "failed", "cancelled"],
  checked: ["applying", "cancelled"],
  applying: ["applied", "cancelled"],
  applied: [],
  cancelled: [],
  failed: [],
};

export const canMove = (from: RollImportState, to: RollImportState): boolean => next[from].includes(to);

/** Over and done with: what was staged in vain and the file may go. */
export const isFinished = (state: RollImportState): boolean => next[state].length === 0;

/**
 * Whether another import of the village must wait. One that was checked and has errors leads nowhere: the corrected
 * table takes its place.
 */
export const isBusy = (found: { readonly state: RollImportState; readonly errorCount: number }): boolean =>
  !isFinished(found.state) && !(found.state === "checked" && found.errorCount > 0);

/** What a person may do next. */
export function mayDo(found: { readonly state: RollImportState; readonly errorCount: number }): ("apply" | "cancel")[] {
  const may: ("apply" | "cancel")[] = [];
  if (canMove(found.state, "applying") && found.errorCount === 0) {
    may.push("apply");
  }
  if (canMove(found.state, "cancelled")) {
    may.push("cancel");
  }
  return may;
}
