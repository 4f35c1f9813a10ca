import { isRecord } from "../../base/shapes.ts";
import { kept } from "../../base/kept.ts";
import { keepPromise } from "../../base/receipts.ts";
import { createStore, useStore } from "../../base/store.ts";
import type { Sent } from "./send-draft.ts";

/** The answer to the last report. It is kept, because a follow-up code that is not written down yet must survive a kill. */
export interface SentReport {
  readonly caseId: string;
  readonly number: string;
  readonly villageName: string;
  readonly dueAt: number;
  readonly followCode: string | null;
  /** Missing in what an older release kept. */
  readonly receiptId?: string;
}

const place = kept<SentReport>(
  "sent.report",
  (value): value is SentReport =>
    isRecord(value) &&
    typeof value["caseId"] === "string" &&
    typeof value["number"] === "string" &&
    typeof value["dueAt"] === "number",
);
const sent = createStore<SentReport | null>(place.read());

export const useSentReport = (): SentReport | null => useStore(sent);

export function keepSent({ case: created, followCode, promise }: Sent): void {
  const caseId = followCode === null ? created.id : null;
  const receiptId = keepPromise(promise, { of: "submitted", about: created.category.name, caseId });
  const report = { caseId: created.id, number: created.number, villageName: created.village.name, dueAt: created.dueAt, followCode, receiptId };
  place.write(report);
  sent.set(report);
}

/** Once the person has the code, nothing on the phone should lead from it to them. */
export function forgetSent(): void {
  place.forget();
  sent.set(null);
}
