import { createHmac, randomUUID } from "node:crypto";
import { BoundedMap, pushBounded } from "./bounded.ts";
import { type Call, isObject, json, type JsonObject, parseObject, refuse, type Reply, type Routes, textOf } from "./http.ts";
import { isPhone } from "./people.ts";

/**
 * An SMS gateway with a protocol of our own.
 *
 * `POST /sms/send`, JSON body `{ phone, template, params, id }`, headers
 * - `x-sms-timestamp`: seconds since 1970, at most five minutes away from the gateway's clock;
 * - `x-sms-signature`: HMAC-SHA256 in lower-case hex, keyed by the shared secret, over timestamp + "\n" + body.
 *
 * 200 `{ id, messageId }`. The same `id` with the same body again is answered the same and sent once.
 * 400 bad_body | bad_phone | bad_template | bad_params, 401 bad_signature | stale_timestamp,
 * 409 id_reused (another body under a known id), 429 too_frequent; the code stands in `{ error }`.
 */
export type SmsGateway = ReturnType<typeof createSmsGateway>;

export type DeliveredSms = { id: string; atMs: number; phone: string; template: string; text: string };

const maxClockGapMs = 5 * 60_000;
const maxOutbox = 500;
const maxIds = 5000;

/** Only approved wording is ever sent; `{name}` is filled from `params`. */
const templates: Readonly<Record<string, string>> = {
  login_code: "【村情通】验证码 {code}，{minutes} 分钟内有效。工作人员不会向您要验证码，不要告诉别人。",
  case_update: "【村情通】您反映的事（{number}）有新进展：{words}。请打开村情通小程序查看。",
};

export function createSmsGateway(deps: { clock: () => number; secret: string }) {
  const outbox: DeliveredSms[] = [];
  const answered = new BoundedMap<{ body: string; messageId: string }>(maxIds);

  function send({ headers, body }: Call): Reply {
    const refusal = checkSignature(deps, headers, body);
    if (refusal !== undefined) {
      return refuse(401, refusal);
    }
    const request = parseObject(body);
    const id = textOf(request?.["id"], 64);
    if (request === undefined || id === undefined) {
      return refuse(400, "bad_body");
    }
    const before = answered.get(id);
    if (before !== undefined) {
      return before.body === body ? json({ id, messageId: before.messageId }) : refuse(409, "id_reused");
    }
    const phone = textOf(request["phone"], 11);
    if (phone === undefined || !isPhone(phone)) {
      return refuse(400, "bad_phone");
    }
    const template = textOf(request["template"], 64) ?? "";
    const wording = Object.hasOwn(templates, template) ? templates[template] : undefined;
    if (wording === undefined) {
      return refuse(400, "bad_template");
    }
    const text = fill(wording, request["params"]);
    if (text === undefined) {
      return refuse(400, "bad_params");
    }

    const messageId = randomUUID();
    answered.set(id, { body, messageId });
    pushBounded(outbox, { id: messageId, atMs: deps.clock(), phone, template, text }, maxOutbox);
    return json({ id, messageId });
  }

  const routes: Routes = { "POST /sms/send": send };
  return {
    routes,
    /** Newest last. */
    outbox: (phone?: string): DeliveredSms[] => outbox.filter((sms) => phone === undefined || sms.phone === phone),
  };
}

function checkSignature(
  deps: { clock: () => number; secret: string },
  headers: Call["headers"],
  body: string,
): "bad_signature" | "stale_timestamp" | undefined {
  const timestamp = headers["x-sms-timestamp"];
  const signature = headers["x-sms-signature"];
  if (typeof timestamp !== "string" || typeof signature !== "string" || !/^\d{1,12}$/.test(timestamp)) {
    return "bad_signature";
  }
  const expected = createHmac("sha256", deps.secret).update(`${timestamp}\n${body}`).digest("hex");
  if (signature !== expected) {
    return "bad_signature";
  }
  return Math.abs(deps.clock() - Number(timestamp) * 1000) > maxClockGapMs ? "stale_timestamp" : undefined;
}

// Every gap must be filled and nothing may be left over: a misspelt parameter is an error, not an empty place.
function fill(wording: string, params: unknown): string | undefined {
  if (!isObject(params)) {
    return undefined;
  }
  const names = [...wording.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const isComplete = names.every((name) => valueOf(params, name) !== undefined);
  const isExact = Object.keys(params).every((name) => names.includes(name));
  return isComplete && isExact
    ? wording.replace(/\{(\w+)\}/g, (_gap, name: string) => valueOf(params, name) ?? "")
    : undefined;
}

const valueOf = (params: JsonObject, name: string): string | undefined => textOf(params[name], 40);
