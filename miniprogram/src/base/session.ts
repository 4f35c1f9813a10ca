import { isText } from "./shapes.ts";
import { kept } from "./kept.ts";
import { createStore, useStore } from "./store.ts";

/** The two capacities one phone may be signed in by. Nothing but the token is kept. */
export type Capacity = "villager" | "staff";

const tokens = { villager: kept("token.villager", isText), staff: kept("token.staff", isText) };
const signedIn = {
  villager: createStore(tokens.villager.read() !== null),
  staff: createStore(tokens.staff.read() !== null),
};

export const tokenOf = (capacity: Capacity): string | null => tokens[capacity].read();
export const useIsSignedIn = (capacity: Capacity): boolean => useStore(signedIn[capacity]);

export function keepToken(capacity: Capacity, token: string): void {
  tokens[capacity].write(token);
  signedIn[capacity].set(true);
}

export function forgetToken(capacity: Capacity): void {
  tokens[capacity].forget();
  signedIn[capacity].set(false);
}
