import { createHmac, randomInt } from "node:crypto";
import { dayMs } from "../../kernel/clock.ts";
import { randomId } from "../../kernel/crypto/random.ts";
import type { Deps } from "../../kernel/deps.ts";
import { Refusal, refuseUnless } from "../../kernel/refusal.ts";
import type { IdentityDeps } from "./deps.ts";
import { isSame } from "./session-tokens.ts";

const minuteMs = 60_000;
const lifeMs = 5 * minuteMs;
const triesMax = 5;

/** An address is a village's shared router as often as one phone, so it may ask for more. Windows begin by the clock. */
const sendLimits = [
  { of: "phone", windowMs: minuteMs, max: 1 },
  { of: "phone", windowMs: 60 * minuteMs, max: 5 },
  { of: "phone", windowMs: dayMs, max: 10 },
  { of: "address", windowMs: 60 * minuteMs, max: 60 },
  { of: "address", windowMs: dayMs, max: 200 },
] as const;

/**
 * Sends a code and answers when the next one may be asked for. It looks up no account, so the answer cannot tell
 * whether the phone is known. Without the key store nothing is counted, and so nothing is sent.
 */
export async function sendCode(deps: IdentityDeps, order: { readonly phone: string; readonly address: string }): Promise<number> {
  const { sms } = deps;
  refuseUnless(sms, "login.sms_unavailable");
  const phone = hashed(deps, "phone", order.phone);
  await closed(deps, () => countSending(deps, { phone, address: hashed(deps, "address", order.address) }));
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  await closed(deps, async () => {
    await deps.keys.set(`sms:code:${phone}`, `${deps.clock.now() + lifeMs} ${hashed(deps, order.phone, code)}`, lifeMs);
  });
  try {
    await sms.send({ phone: order.phone, template: "login_code", params: { code, minutes: String(lifeMs / minuteMs) }, id: randomId() });
  } catch (error) {
    throw refusalOf(deps, error);
  }
  return minuteMs / 1000;
}

/** Refuses unless this code was sent to the phone lately. Every look is a try; the code stays good. */
export async function proveCode(deps: IdentityDeps, phone: string, code: string): Promise<void> {
  const key = hashed(deps, "phone", phone);
  const isRight = await closed(deps, async () => {
    const [until = "", sent = ""] = ((await deps.keys.get(`sms:code:${key}`)) ?? "").split(" ");
    const tries = await deps.keys.increment(`sms:tries:${key}:${until}`, lifeMs);
    return tries <= triesMax && deps.clock.now() < Number(until) && isSame(sent, hashed(deps, phone, code));
  });
  refuseUnless(isRight, "login.sms_code_wrong");
}

/** Uses a proven code up: of two who come with it one gets in. */
export async function spendCode(deps: IdentityDeps, phone: string, code: string): Promise<void> {
  const isFirst = await closed(deps, async () => {
    const first = await deps.keys.setIfAbsent(`sms:spent:${hashed(deps, phone, code)}`, "1", lifeMs);
    await deps.keys.delete(`sms:code:${hashed(deps, "phone", phone)}`);
    return first;
  });
  refuseUnless(isFirst, "login.sms_code_wrong");
}

/** Of an erased person nothing stays here; the counters are keyed hashes that end by themselves within a day. */
export async function forgetCodes(deps: Deps, phone: string | null): Promise<void> {
  if (phone !== null) {
    await deps.keys.delete(`sms:code:${hashed(deps, "phone", phone)}`).catch(() => undefined);
  }
}

async function countSending(deps: IdentityDeps, who: Record<"phone" | "address", string>): Promise<void> {
  for (const { of, windowMs, max } of sendLimits) {
    const window = Math.floor(deps.clock.now() / windowMs);
    const count = await deps.keys.increment(`sms:sent:${of}:${who[of]}:${windowMs}:${window}`, windowMs);
    const leftMs = (window + 1) * windowMs - deps.clock.now();
    refuseUnless(count <= max, "login.sms_too_many", { retryAfterSeconds: Math.ceil(leftMs / 1000) });
  }
}

/** A guesser must not win by breaking the key store: without it this door is shut. */
async function closed<T>(deps: IdentityDeps, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Refusal) {
      throw error;
    }
    deps.log.warn({ err: error }, "codes by SMS are off: the key store does not answer");
    throw new Refusal("login.sms_unavailable");
  }
}

/** The gateway's errors are told apart by name: the adapter is none of our business. */
function refusalOf(deps: IdentityDeps, error: unknown): unknown {
  const { name, reason } = error as { readonly name?: string; readonly reason?: string };
  if (name !== "SmsRefused" && name !== "SmsUnavailable") {
    return error;
  }
  deps.log.warn({ err: error }, "a code was not sent");
  return new Refusal(reason === "too_frequent" ? "login.sms_too_many" : "login.sms_unavailable");
}

const hashed = (deps: Pick<Deps, "tokenKey">, what: string, value: string): string =>
  createHmac("sha256", deps.tokenKey).update(JSON.stringify(["sms", what, value])).digest("base64url");
