import { createHmac } from "node:crypto";
import { dayMs, shanghaiDay } from "../../kernel/clock.ts";
import { anonymous } from "../../kernel/actor.ts";
import type { Deps } from "../../kernel/deps.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { accountLockMs, addressLockMs, failuresPerDay, knownAddressMs, triesPerAddress, triesWindowMs } from "./login-limits.policy.ts";

/** A place where a secret can be guessed at: whose, from where, and which secret. */
export interface Door {
  readonly step: "password" | "totp";
  readonly username: string;
  readonly address: string;
}

export interface DoorStaff {
  readonly id: number;
  readonly publicId: string;
  readonly lockedUntil: number;
}

/**
 * Counts a try and refuses it when the door is shut. Counted before the secret is looked at, so that a hundred
 * guesses at once are still a hundred guesses. A failure shuts (user name, address) only: whoever sits behind the
 * same address as a guesser, and whoever bears the guessed name elsewhere, goes on working.
 * @returns which try this is; `noteFailure` wants to know.
 */
export async function enterDoor(deps: Deps, door: Door, staff: DoorStaff | undefined): Promise<number> {
  const key = keyOf(deps, door);
  const now = deps.clock.now();
  const shutUntil = Number(await lenient(deps, () => deps.keys.get(`${key}:shut`), null));
  if (shutUntil > now) {
    throw locked(deps, shutUntil);
  }
  const tries = await lenient(deps, () => deps.keys.increment(`${key}:tries`, triesWindowMs), 0);
  if (tries > triesPerAddress) {
    throw locked(deps, now + triesWindowMs);
  }
  if (staff && staff.lockedUntil > now && !(await isKnownAddress(deps, door))) {
    throw locked(deps, staff.lockedUntil);
  }
  return tries;
}

/** Shuts the door when this was the last try. Call it outside the failed transaction, or it is undone. */
export async function noteFailure(deps: Deps, door: Door, staff: DoorStaff | undefined, tries: number): Promise<void> {
  const isShut = tries === triesPerAddress && (await shut(deps, keyOf(deps, door)));
  if (staff) {
    await countInDay(deps, staff, isShut);
  }
}

/** The secret was right: the tries at it are forgotten. */
export async function noteSuccess(deps: Deps, door: Door): Promise<void> {
  await lenient(deps, () => deps.keys.delete(`${keyOf(deps, door)}:tries`), undefined);
}

/** A whole log-in from this address: it stays open for the user while others guess at him from elsewhere. */
export async function rememberAddress(deps: Deps, door: Door): Promise<void> {
  await lenient(deps, () => deps.keys.set(knownKeyOf(deps, door), "1", knownAddressMs), undefined);
}

const isKnownAddress = async (deps: Deps, door: Door): Promise<boolean> => (await lenient(deps, () => deps.keys.get(knownKeyOf(deps, door)), null)) !== null;

/** Answers whether the door is shut now; without the key store it stays open. */
function shut(deps: Deps, key: string): Promise<boolean> {
  return lenient(
    deps,
    async () => {
      const now = deps.clock.now();
      const ttlMs = addressLockMs(await deps.keys.increment(`${key}:locks:${shanghaiDay(now)}`, dayMs));
      await deps.keys.set(`${key}:shut`, String(now + ttlMs), ttlMs);
      await deps.keys.delete(`${key}:tries`);
      return true;
    },
    false,
  );
}

/** The day's failures from everywhere stand in the database, so they are counted without the key store too. */
async function countInDay(deps: Deps, staff: DoorStaff, isAddressShut: boolean): Promise<void> {
  const today = shanghaiDay(deps.clock.now());
  const refused = (cause: "address" | "account") =>
    deps.journal.append(anonymous, {
      kind: "session.refused",
      subject: { kind: "staff", id: staff.id, publicId: staff.publicId },
      areaId: null,
      details: { cause },
    });
  await inTransaction(deps.db, async () => {
    await deps.db.change(sql`
      UPDATE staff SET failed_count = CASE WHEN failed_day = ${today} THEN failed_count + 1 ELSE 1 END, failed_day = ${today}
      WHERE id = ${staff.id}`);
    const row = await deps.db.selectOne<{ failed_count: number }>(sql`SELECT failed_count FROM staff WHERE id = ${staff.id}`);
    if (isAddressShut) {
      await refused("address");
    }
    if ((row?.failed_count ?? 0) >= failuresPerDay) {
      await deps.db.change(sql`UPDATE staff SET locked_until = ${deps.clock.now() + accountLockMs} WHERE id = ${staff.id}`);
      await refused("account");
    }
  });
}

function locked(deps: Deps, until: number): Refusal {
  return new Refusal("login.locked", { retryAfterSeconds: Math.max(1, Math.ceil((until - deps.clock.now()) / 1000)) });
}

/** The count a day in the database still holds when the key store is gone, so staff can go on logging in. */
async function lenient<T>(deps: Deps, ask: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    deps.log.warn({ err: error }, "log-in limits by address are off: the key store does not answer");
    return otherwise;
  }
}

const keyOf = (deps: Deps, door: Door): string => `login:${door.step}:${pairOf(deps, door)}`;
const knownKeyOf = (deps: Deps, door: Door): string => `login:known:${pairOf(deps, door)}`;

/** Names and addresses are personal data: a key's name holds only a keyed hash of the two. */
const pairOf = (deps: Deps, { username, address }: Door): string =>
  createHmac("sha256", deps.tokenKey).update(JSON.stringify(["door", username, address])).digest("base64url");
