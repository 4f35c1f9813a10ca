import type { getAccount, ResultOf } from "@cunqing/contract";
import { chooseVillage } from "@cunqing/contract/paths";
import { call } from "./call.ts";
import { isRecord } from "./shapes.ts";
import { kept } from "./kept.ts";
import { tokenOf } from "./session.ts";
import { createStore, useStore } from "./store.ts";

/** The village a person looks at. It needs no account, so the phone keeps it; an account keeps it too. */
export interface Village {
  readonly id: string;
  readonly name: string;
}

const chosen = kept<Village>(
  "village",
  (value): value is Village => isRecord(value) && typeof value["id"] === "string" && typeof value["name"] === "string",
);
const village = createStore(chosen.read());

export const useVillage = (): Village | null => useStore(village);
export const currentVillage = (): Village | null => village.get();

export async function settleVillage({ id, name }: Village): Promise<void> {
  adopt({ id, name });
  if (tokenOf("villager") !== null) {
    await call(chooseVillage, { body: { villageId: id } });
  }
}

/** After signing in: the account's village counts, unless it has none and this phone does. */
export async function agreeOnVillage(account: ResultOf<typeof getAccount>): Promise<void> {
  const here = village.get();
  if (account.village) {
    adopt({ id: account.village.id, name: account.village.name });
  } else if (here) {
    await settleVillage(here);
  }
}

function adopt(next: Village): void {
  chosen.write(next);
  village.set(next);
}
