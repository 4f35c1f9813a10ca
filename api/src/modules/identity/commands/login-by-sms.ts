import { dayMs, shanghaiDay } from "../../../kernel/clock.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { IdentityDeps } from "../deps.ts";
import { isSecondFact, phoneStanding, type OwnFacts } from "../phone.policy.ts";
import { findAccountByPhone, lockAccountByPhone, type Account } from "../queries/find-account.ts";
import { findApprovedClaim } from "../queries/find-claims.ts";
import { proveCode, spendCode } from "../sms-codes.ts";
import { createAccount, lookAgain } from "./create-account.ts";
import type { VillagerSignedIn } from "./login-by-wechat.ts";
import { openSession } from "./open-session.ts";
import { releasePhone } from "./release-phone.ts";

export interface SmsLoginOrder {
  readonly phone: string;
  readonly code: string;
  readonly secondFact: string | undefined;
  readonly device: string;
}

/** How often in a day somebody with the right phone may be wrong about its owner. */
const factTriesMax = 5;

/**
 * Signs a villager in by his phone. A number that was idle for long may be somebody else's by now: its owner then
 * proves himself by a second fact, or, where we know none, whoever holds it starts anew and the old account loses it.
 */
export async function loginBySms(deps: IdentityDeps, order: SmsLoginOrder): Promise<VillagerSignedIn> {
  const phoneIndex = deps.blindIndex.phone(order.phone);
  await proveCode(deps, order.phone, order.code);
  const known = await findAccountByPhone(deps.db, phoneIndex);
  if (known && standingOf(deps, known) === "idle_with_person") {
    await proveOwner(deps, known, order.secondFact);
  }
  // Spent only now, so that the second fact can follow with the same code.
  await spendCode(deps, order.phone, order.code);
  return lookAgain(() => inTransaction(deps.db, () => enter(deps, order, phoneIndex, known?.id)));
}

async function enter(deps: IdentityDeps, order: SmsLoginOrder, phoneIndex: string, provenId: number | undefined): Promise<VillagerSignedIn> {
  const known = await lockAccountByPhone(deps.db, phoneIndex);
  const standing = standingOf(deps, known);
  // Bound to another account since we looked.
  refuseUnless(standing !== "idle_with_person" || known?.id === provenId, "login.second_fact_needed");
  if (known && standing === "idle_without_person") {
    await releasePhone(deps, known);
  }
  const isOwn = known && standing !== "idle_without_person";
  const account = isOwn ? known : await createAccount(deps, { via: "sms", phone: order.phone });
  if (isOwn) {
    await deps.db.change(sql`UPDATE accounts SET phone_seen_at = ${deps.clock.now()} WHERE id = ${account.id}`);
  }
  const { token } = await openSession(deps, { ...account, kind: "villager" }, "sms", order.device);
  return { token, accountId: account.id };
}

async function proveOwner(deps: IdentityDeps, account: Account, given: string | undefined): Promise<void> {
  refuseUnless(given !== undefined, "login.second_fact_needed");
  const tries = await deps.keys.increment(`sms:fact:${account.id}:${shanghaiDay(deps.clock.now())}`, dayMs).catch(() => {
    throw new Refusal("login.sms_unavailable");
  });
  const own = await ownFacts(deps, account);
  refuseUnless(tries <= factTriesMax && own && isSecondFact(given, own), "login.second_fact_wrong");
}

/** What the claim by which the account was linked says of its owner. */
async function ownFacts(deps: IdentityDeps, account: Account): Promise<OwnFacts | undefined> {
  const claim = await findApprovedClaim(deps.db, account.id);
  return claim && { rollName: account.name, identityNumber: deps.cipher.open(claim.identitySealed, { field: "claims.identity_sealed", rowId: claim.publicId }) };
}

const standingOf = (deps: IdentityDeps, account: Account | undefined) => phoneStanding(account, deps.clock.now(), deps.county.phoneIdleDays);
