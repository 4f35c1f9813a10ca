import type { getReceipt, ResultOf } from "@cunqing/contract";
import { isRecord, isText } from "./shapes.ts";

/** What the service took in and promised to register. */
export type Promised = "submitted" | "confirmed" | "disputed";

export type ReceiptAnswer = ResultOf<typeof getReceipt>;

/** A promise on this phone, and the receipt once it is there. */
export interface KeptReceipt {
  readonly id: string;
  readonly of: Promised;
  /** Such as 道路与堆物. */
  readonly about: string;
  /** Null for what was said without an account: nothing here shall lead to the case. */
  readonly caseId: string | null;
  /** By this phone's clock. */
  readonly keptAt: number;
  readonly note: string;
  readonly ticket: string;
  /** When the service last said that it is not registered yet. */
  readonly toldNotYetAt: number | null;
  /** The service does not know of it. */
  readonly isUnknown: boolean;
  readonly receipt: ReceiptAnswer | null;
}

/** Overdue only when the service itself still said "not yet" after the time: no answer is no proof of anything. */
export type Standing = "waiting" | "overdue" | "registered" | "unknown";

export function standingOf(kept: KeptReceipt, promiseSeconds: number): Standing {
  if (kept.receipt) {
    return "registered";
  }
  if (kept.isUnknown) {
    return "unknown";
  }
  const isOverdue = kept.toldNotYetAt !== null && kept.toldNotYetAt > kept.keptAt + promiseSeconds * 1000;
  return isOverdue ? "overdue" : "waiting";
}

export const isStillAsked = (kept: KeptReceipt): boolean => kept.receipt === null && !kept.isUnknown;

/** The same answer may arrive twice, because a report whose answer was lost is sent again. */
export function withPromise(all: readonly KeptReceipt[], fresh: KeptReceipt): readonly KeptReceipt[] {
  return all.some(({ ticket }) => ticket === fresh.ticket) ? all : [fresh, ...all];
}

const pauses = [2, 4, 6, 8, 10, 15, 20, 30];
const lastPause = 60;
const roundsMax = 20;

/** Seconds to wait before the next try; null once it is better to leave it until the app is opened again. */
export function pauseBefore(round: number): number | null {
  return round >= roundsMax ? null : (pauses[round] ?? lastPause);
}

export const isKeptReceipt = (value: unknown): value is KeptReceipt =>
  isRecord(value) &&
  isText(value["id"]) &&
  isText(value["ticket"]) &&
  isText(value["note"]) &&
  typeof value["about"] === "string" &&
  typeof value["keptAt"] === "number" &&
  (value["of"] === "submitted" || value["of"] === "confirmed" || value["of"] === "disputed") &&
  (value["receipt"] === null || isRecord(value["receipt"]));
