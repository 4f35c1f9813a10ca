import type { erasureStates } from "@cunqing/contract";

export type ErasureState = (typeof erasureStates)[number];
export type ErasureStep = "withdraw" | "approve" | "refuse" | "finish";

const steps: Readonly<Record<ErasureStep, { readonly from: ErasureState; readonly to: ErasureState }>> = {
  withdraw: { from: "requested", to: "withdrawn" },
  approve: { from: "requested", to: "erasing" },
  refuse: { from: "requested", to: "refused" },
  finish: { from: "erasing", to: "erased" },
};

export const canStep = (from: ErasureState, step: ErasureStep): boolean => steps[step].from === from;
export const stateAfterStep = (step: ErasureStep): ErasureState => steps[step].to;

/** What the officer may do now. */
export const officerMay = (state: ErasureState): ("approve" | "refuse")[] => (["approve", "refuse"] as const).filter((step) => canStep(state, step));

/** Whether another request for the same person would be one too many. */
export const isUnderWay = (state: ErasureState): boolean => state === "requested" || state === "erasing";

/** An open case needs the data-protection officer (trust.md 5): who waits for help must not cut the wire by mistake. */
export const firstState = (openCases: number): ErasureState => (openCases > 0 ? "requested" : "erasing");
