import { createHmac } from "node:crypto";
import * as z from "zod";
import type { Clock } from "../../kernel/clock.ts";
import { exchange, type Exchange, NetworkFailure, parseJson } from "../http/exchange.ts";

/** The wording of each template is registered at the gateway; we only fill its gaps. */
export type SmsTemplates = {
  login_code: { code: string; minutes: string };
  case_update: { number: string; words: string };
};

export type SmsMessage = {
  [Name in keyof SmsTemplates]: {
    /** Chosen by the caller, one for each message: sent again under the same id it still arrives once. */
    id: string;
    phone: string;
    template: Name;
    params: SmsTemplates[Name];
  };
}[keyof SmsTemplates];

export type SmsClient = { send: (message: SmsMessage) => Promise<void> };

export type SmsClientOptions = {
  /** The full address of the gateway's send call. */
  url: string;
  secret: string;
  clock: Clock;
  fetch?: typeof fetch;
  timeoutMs?: number;
};

/** The gateway said no; the same message will not go through a second time either, unless it is `too_frequent`. */
export class SmsRefused extends Error {
  override readonly name = "SmsRefused";
  readonly reason: string;

  constructor(reason: string) {
    super(`the SMS gateway refused: ${reason}`);
    this.reason = reason;
  }
}

/** No clear answer. Sending it again under the same id is safe. */
export class SmsUnavailable extends Error {
  override readonly name = "SmsUnavailable";

  constructor(reason: string) {
    super(`the SMS gateway did not answer: ${reason}`);
  }
}

const defaultTimeoutMs = 5000;

/**
 * POST of JSON, signed: `x-sms-signature` is the hex HMAC-SHA256 over `x-sms-timestamp` (seconds), a line feed and the
 * body. Neither the phone nor the code ever stands in an error.
 */
export function createSmsClient(options: SmsClientOptions): SmsClient {
  const { url, secret, clock, timeoutMs = defaultTimeoutMs } = options;
  const send = options.fetch ?? fetch;

  return {
    async send({ id, phone, template, params }) {
      const body = JSON.stringify({ phone, template, params, id });
      const timestamp = String(Math.floor(clock.now() / 1000));
      const signature = createHmac("sha256", secret).update(`${timestamp}\n${body}`).digest("hex");
      const headers = { "content-type": "application/json", "x-sms-timestamp": timestamp, "x-sms-signature": signature };

      const { status, text } = await post(send, url, { headers, body }, timeoutMs);
      judge(status, text, id);
    },
  };
}

async function post(send: typeof fetch, url: string, init: RequestInit, timeoutMs: number): Promise<Exchange> {
  try {
    return await exchange(send, url, { ...init, method: "POST" }, timeoutMs);
  } catch (error) {
    throw error instanceof NetworkFailure ? new SmsUnavailable(error.code) : error;
  }
}

const accepted = z.object({ id: z.string() });
const refused = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) });

function judge(status: number, text: string, id: string): void {
  const answer = parseJson(text);
  const refusal = refused.safeParse(answer);
  if (status >= 400 && status < 500 && refusal.success) {
    throw new SmsRefused(refusal.data.error);
  }
  const receipt = accepted.safeParse(answer);
  if (status !== 200 || !receipt.success || receipt.data.id !== id) {
    throw new SmsUnavailable(`HTTP ${status} without a receipt`);
  }
}
