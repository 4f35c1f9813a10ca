import type { Receipt } from "@cunqing/proof";
import type { KeptReceipt } from "../../base/receipt-rules.ts";
import { isRecord } from "../../base/shapes.ts";

/** A receipt, or a promise alone while there is none yet, as it lies in a file. */
export type InFile = { readonly kind: "receipt"; readonly receipt: Receipt } | { readonly kind: "promise"; readonly note: string };

export const receiptOf = (kept: KeptReceipt): Receipt | null => kept.receipt && { v: 1, ...kept.receipt, promise: kept.note };

/** Two spaces deep, because people do open it. */
export function fileTextOf(kept: KeptReceipt): string {
  return JSON.stringify(receiptOf(kept) ?? { v: 1, promise: kept.note }, null, 2);
}

/** 收条-20261124-0940.json; the moment is the phone's own. */
export function fileNameOf(kept: KeptReceipt): string {
  const at = new Date(kept.keptAt + 8 * 3_600_000).toISOString();
  return `${kept.receipt ? "收条" : "凭证"}-${at.slice(0, 10).replace(/-/g, "")}-${at.slice(11, 16).replace(":", "")}.json`;
}

/** Null for what is no file of ours. What stands in it is checked afterwards. */
export function readFile(text: string): InFile | null {
  const told = parsed(text);
  if (!isRecord(told) || told["v"] !== 1) {
    return null;
  }
  if (isReceipt(told)) {
    return { kind: "receipt", receipt: told };
  }
  return typeof told["promise"] === "string" && !("leaf" in told) ? { kind: "promise", note: told["promise"] } : null;
}

function isReceipt(told: Record<string, unknown>): told is Record<string, unknown> & Receipt {
  const { publicForm, opening, fields, leaf, position, proof, checkpoint, promise } = told;
  return (
    [publicForm, leaf, checkpoint].every(isString) &&
    (opening === null || (isRecord(opening) && isString(opening["inner"]) && isString(opening["salt"]))) &&
    Array.isArray(fields) &&
    fields.every((one) => isRecord(one) && isString(one["field"]) && isString(one["value"]) && isString(one["salt"])) &&
    Number.isSafeInteger(position) &&
    Array.isArray(proof) &&
    proof.every(isString) &&
    (promise === undefined || isString(promise))
  );
}

const isString = (value: unknown): value is string => typeof value === "string";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
