import type { CaseAction, CaseState } from "@cunqing/contract";
import { holds, holdsAt, whereHeld, type Actor } from "../../kernel/actor.ts";
import { sql, type Sql } from "../../kernel/sql.ts";
import type { Capacity } from "./case.ts";
import { canMove, isOpenState } from "./case.state.ts";

/** What the policy must know of a case. */
export interface CaseFacts {
  readonly area_path: string;
  readonly is_private: number;
  readonly state: CaseState;
  readonly capacity: Capacity;
  readonly account_id: number | null;
  readonly handler_id: number | null;
}

/** How much of a case the caller sees. */
export type View = "reporter" | "staff" | "public" | "none";

/**
 * How the actor sees a case. `knowsCode` is true when the request carried the case's own follow-up code.
 * The same decision as a list filter is `whereStaffSees`: one test feeds both.
 */
export function viewOf(actor: Actor, target: CaseFacts, knowsCode = false): View {
  if (knowsCode || isReporter(actor, target)) {
    return "reporter";
  }
  if (actor.kind === "staff" && staffSees(actor, target)) {
    return "staff";
  }
  // A case that was declined stays between the two sides.
  return target.is_private === 1 || target.state === "declined" ? "none" : "public";
}

export function isReporter(actor: Actor, target: CaseFacts): boolean {
  return actor.kind === "villager" && target.capacity === "villager" && target.account_id === actor.accountId;
}

/** A villager's case without its villager: he was erased (trust.md 5). */
export const hasLostReporter = (target: Pick<CaseFacts, "capacity" | "account_id">): boolean => target.capacity === "villager" && target.account_id === null;

/** What is kept of a case by law alone, once nobody works on it any more, is read by the data-protection officer. */
const isRestricted = (target: CaseFacts): boolean => hasLostReporter(target) && !isOpenState(target.state) && target.state !== "done_pending";

function staffSees(actor: Extract<Actor, { kind: "staff" }>, target: CaseFacts): boolean {
  if (isRestricted(target)) {
    return holdsAt(actor, "erasure.decide", target.area_path);
  }
  if (target.handler_id === actor.staffId) {
    return holds(actor, "case.work");
  }
  return holdsAt(actor, target.is_private === 1 ? "case.read_private" : "case.read", target.area_path);
}

/** `staffSees` as a condition on `cases c`. */
export function whereStaffSees(actor: Actor): Sql {
  if (actor.kind !== "staff") {
    return sql`1 = 0`;
  }
  const open = whereHeld(actor, "case.read", "c.area_path");
  const sealed = whereHeld(actor, "case.read_private", "c.area_path");
  const own = holds(actor, "case.work") ? sql`c.handler_id = ${actor.staffId}` : sql`1 = 0`;
  return sql`((NOT ${whereRestricted} AND ((c.is_private = 0 AND ${open}) OR (c.is_private = 1 AND ${sealed}) OR ${own}))
    OR (${whereRestricted} AND ${whereHeld(actor, "erasure.decide", "c.area_path")}))`;
}

/** `isRestricted` as a condition on `cases c`. */
export const whereRestricted: Sql = sql`(c.capacity = 'villager' AND c.account_id IS NULL AND c.is_open = 0 AND c.state <> 'done_pending')`;

/** What the actor may do now. Rows carry it, so that no screen judges again. */
export function actionsOf(actor: Actor, target: CaseFacts, knowsCode = false): CaseAction[] {
  return caseActionRules.filter(([, may]) => may(actor, target, knowsCode)).map(([action]) => action);
}

export const may = (actor: Actor, action: CaseAction, target: CaseFacts, knowsCode = false): boolean =>
  actionsOf(actor, target, knowsCode).includes(action);

type Rule = (actor: Actor, target: CaseFacts, knowsCode: boolean) => boolean;

const caseActionRules: readonly (readonly [CaseAction, Rule])[] = [
  ["accept", (actor, target) => canMove(target.state, "accept") && staffMay(actor, "case.accept", target)],
  ["decline", (actor, target) => canMove(target.state, "decline") && staffMay(actor, "case.decline", target)],
  ["assign", (actor, target) => canMove(target.state, "assign") && staffMay(actor, "case.assign", target)],
  ["start", (actor, target) => canMove(target.state, "start") && isHandler(actor, target)],
  ["finish", (actor, target) => canMove(target.state, "finish") && isHandler(actor, target)],
  ["release", (actor, target) => target.is_private === 0 && target.state !== "declined" && staffMay(actor, "case.release", target)],
  ["confirm", (actor, target, knowsCode) => canMove(target.state, "confirm") && mayRate(actor, target, knowsCode)],
  ["dispute", (actor, target, knowsCode) => canMove(target.state, "dispute") && mayRate(actor, target, knowsCode)],
];

function staffMay(actor: Actor, permission: "case.accept" | "case.decline" | "case.assign" | "case.release", target: CaseFacts): boolean {
  return actor.kind === "staff" && staffSees(actor, target) && holdsAt(actor, permission, target.area_path);
}

function isHandler(actor: Actor, target: CaseFacts): boolean {
  return actor.kind === "staff" && target.handler_id === actor.staffId && holds(actor, "case.work");
}

/** Nobody rates in a staff capacity, and a case reported in one is never rated (trust.md 7). */
function mayRate(actor: Actor, target: CaseFacts, knowsCode: boolean): boolean {
  if (actor.kind === "staff" || actor.kind === "system" || target.capacity === "staff") {
    return false;
  }
  return target.capacity === "anonymous" ? knowsCode : isReporter(actor, target);
}
