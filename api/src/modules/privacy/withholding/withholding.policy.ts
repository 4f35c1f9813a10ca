import { holdsAt, type Actor } from "../../../kernel/actor.ts";
import { stepsFrom, type WithholdingState, type WithholdingStep } from "./withholding.state.ts";

export interface WithholdingFacts {
  readonly areaPath: string;
  readonly state: WithholdingState;
  readonly proposedBy: number;
}

export const isOwn = (actor: Actor, target: WithholdingFacts): boolean => actor.kind === "staff" && actor.staffId === target.proposedBy;

/** Who decides at the place at all; `isOwn` is asked apart, because the person is told why. */
export const maySee = (actor: Actor, target: Pick<WithholdingFacts, "areaPath">): boolean => holdsAt(actor, "withhold.approve", target.areaPath);

/** What the actor may do now: never with what he proposed himself (trust.md 5: a second person). */
export function stepsOf(actor: Actor, target: WithholdingFacts): WithholdingStep[] {
  return maySee(actor, target) && !isOwn(actor, target) ? stepsFrom(target.state) : [];
}

/** The words or the photo before they are hidden: for whoever proposed it and whoever may decide. Nobody reads them after. */
export const showsExcerpt = (actor: Actor, target: WithholdingFacts): boolean =>
  target.state === "proposed" && (isOwn(actor, target) || maySee(actor, target));
