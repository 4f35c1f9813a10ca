import type { recordPromise } from "@cunqing/contract";
import { CallRefused } from "@cunqing/contract/client";
import { getReceipt } from "@cunqing/contract/paths";
import type * as z from "zod";
import { callAs } from "./call.ts";
import { kept } from "./kept.ts";
import { randomKey } from "./random-key.ts";
import { isKeptReceipt, isStillAsked, pauseBefore, withPromise, type KeptReceipt, type Promised, type ReceiptAnswer } from "./receipt-rules.ts";
import { isText } from "./shapes.ts";
import { createStore, useStore } from "./store.ts";

// One entry to a receipt: all of them in one would some day reach WeChat's limit for an entry.
const index = kept<string[]>("receipts", (value): value is string[] => Array.isArray(value) && value.every(isText));
const placeOf = (id: string) => kept<KeptReceipt>(`receipt.${id}`, isKeptReceipt);

const receipts = createStore<readonly KeptReceipt[]>(readAll());

/** What this phone was promised, newest first. */
export const useReceipts = (): readonly KeptReceipt[] => useStore(receipts);
export const useReceipt = (id: string): KeptReceipt | null => useReceipts().find((receipt) => receipt.id === id) ?? null;
export const heldReceipts = (): readonly KeptReceipt[] => receipts.get();

interface About {
  readonly of: Promised;
  readonly about: string;
  readonly caseId: string | null;
}

/** On the phone before anything else happens; then it asks for the receipt by itself. Answers under which id it lies. */
export function keepPromise({ note, ticket }: z.output<typeof recordPromise>, about: About): string {
  const fresh: KeptReceipt = { ...about, id: randomKey(), keptAt: Date.now(), note, ticket, toldNotYetAt: null, isUnknown: false, receipt: null };
  const all = withPromise(receipts.get(), fresh);
  if (all.includes(fresh)) {
    placeOf(fresh.id).write(fresh);
    settle(all);
  }
  awaitReceipts();
  return all.find((known) => known.ticket === ticket)?.id ?? fresh.id;
}

/** After a check: the same receipt under a head that more people have signed. */
export function betterReceipt(id: string, { proof, checkpoint }: Pick<ReceiptAnswer, "proof" | "checkpoint">): void {
  const known = receipts.get().find((receipt) => receipt.id === id);
  if (known?.receipt) {
    change(id, { receipt: { ...known.receipt, proof: [...proof], checkpoint } });
  }
}

export function forgetReceipt(id: string): void {
  placeOf(id).forget();
  settle(receipts.get().filter((receipt) => receipt.id !== id));
}

let timer: ReturnType<typeof setTimeout> | undefined;
let collecting: Promise<void> | null = null;

/** Starts asking from the beginning: right after a promise, and whenever the app is seen again. */
export function awaitReceipts(): void {
  schedule(0);
}

/** Because a person wants to know now; also for one that the service did not know of before. */
export async function askForReceipt(id: string): Promise<void> {
  const known = receipts.get().find((receipt) => receipt.id === id);
  if (known && known.receipt === null) {
    await collect(known);
  }
}

/** Asks once for every receipt that is still out. One asking at a time, whoever calls. */
function collectReceipts(): Promise<void> {
  collecting ??= Promise.all(receipts.get().filter(isStillAsked).map(collect))
    .then(() => undefined)
    .finally(() => {
      collecting = null;
    });
  return collecting;
}

function schedule(round: number): void {
  clearTimeout(timer);
  const pause = pauseBefore(round);
  if (pause === null || !receipts.get().some(isStillAsked)) {
    return;
  }
  // Off the network nothing is said: it is asked again, and when the app is opened again.
  timer = setTimeout(() => void collectReceipts().then(() => schedule(round + 1), () => schedule(round + 1)), pause * 1000);
}

/** The ticket is the key; no session travels with it. */
async function collect({ id, ticket }: KeptReceipt): Promise<void> {
  try {
    const receipt = await callAs("nobody", getReceipt, { body: { ticket } });
    change(id, { receipt, isUnknown: false });
  } catch (error) {
    if (!(error instanceof CallRefused)) {
      throw error;
    }
    if (error.code === "receipt.not_yet") {
      change(id, { toldNotYetAt: Date.now(), isUnknown: false });
    } else if (error.code === "receipt.not_found") {
      change(id, { isUnknown: true });
    }
  }
}

function change(id: string, part: Partial<KeptReceipt>): void {
  const all = receipts.get().map((known) => (known.id === id ? { ...known, ...part } : known));
  const changed = all.find((known) => known.id === id);
  // It may have been thrown away while the question was under way.
  if (changed) {
    placeOf(id).write(changed);
    receipts.set(all);
  }
}

function settle(all: readonly KeptReceipt[]): void {
  index.write(all.map(({ id }) => id));
  receipts.set(all);
}

function readAll(): KeptReceipt[] {
  return (index.read() ?? []).map((id) => placeOf(id).read()).filter((receipt) => receipt !== null);
}
