import type { withholdingStates } from "@cunqing/contract";

export type WithholdingState = (typeof withholdingStates)[number];
export type WithholdingStep = "approve" | "refuse" | "lift";

/** The one table of what may follow what. What was refused or lifted is proposed anew. */
const next: Readonly<Record<WithholdingState, Partial<Record<WithholdingStep, WithholdingState>>>> = {
  proposed: { approve: "in_force", refuse: "refused" },
  in_force: { lift: "lifted" },
  refused: {},
  lifted: {},
};

export const afterStep = (state: WithholdingState, step: WithholdingStep): WithholdingState | undefined => next[state][step];

export const stepsFrom = (state: WithholdingState): WithholdingStep[] =>
  (["approve", "refuse", "lift"] as const).filter((step) => afterStep(state, step) !== undefined);

/** States in which a part waits for a decision or is hidden. */
export const openStates = ["proposed", "in_force"] as const satisfies readonly WithholdingState[];
