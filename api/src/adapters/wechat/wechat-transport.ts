import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { exchange, type Exchange, NetworkFailure, parseJson } from "../http/exchange.ts";
import { WechatBusy, wechatErrorOf } from "./wechat-errors.ts";

export type WechatTransport = { baseUrl: string; fetch: typeof fetch; timeoutMs: number };

export type WechatCall = {
  api: string;
  query?: Readonly<Record<string, string>>;
  /** Sent by POST when it is there. */
  body?: unknown;
  /** Repeating it does nothing twice. */
  isRepeatable: boolean;
};

/**
 * WeChat's answer, when its errcode is 0 or missing. A repeatable call is repeated twice at most when WeChat is busy or
 * the connection breaks; not when it was late, because whoever waits has waited enough.
 */
export async function askWechat(transport: WechatTransport, call: WechatCall): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await askOnce(transport, call);
    } catch (error) {
      const mayRepeat = call.isRepeatable && error instanceof WechatBusy && !error.isLate && attempt <= maxRepeats;
      if (!mayRepeat) {
        throw error;
      }
    }
    await sleep(pauseMs * attempt * (1 + Math.random()));
  }
}

const maxRepeats = 2;
const pauseMs = 100;

// HTTP is 200 whatever happened, and a success often has no errcode at all.
const verdict = z.object({ errcode: z.number().int().default(0), errmsg: z.string().default("") });

async function askOnce(transport: WechatTransport, call: WechatCall): Promise<unknown> {
  const { status, text } = await hear(transport, call);
  const answer = parseJson(text);
  const parsed = verdict.safeParse(answer);
  if (status !== 200 || !parsed.success) {
    // Not WeChat's own voice: a proxy on the way, or a page instead of an answer.
    throw new WechatBusy({ api: call.api, reason: `HTTP ${status} without a WeChat answer`, mayHaveHappened: !call.isRepeatable });
  }
  if (parsed.data.errcode !== 0) {
    throw wechatErrorOf(call.api, parsed.data.errcode, parsed.data.errmsg);
  }
  return answer;
}

async function hear(transport: WechatTransport, call: WechatCall): Promise<Exchange> {
  const query = new URLSearchParams(call.query).toString();
  const address = `${transport.baseUrl.replace(/\/$/, "")}${call.api}${query === "" ? "" : `?${query}`}`;
  const post = { method: "POST", body: JSON.stringify(call.body), headers: { "content-type": "application/json" } };
  try {
    return await exchange(transport.fetch, address, call.body === undefined ? {} : post, transport.timeoutMs);
  } catch (error) {
    if (!(error instanceof NetworkFailure)) {
      throw error;
    }
    const mayHaveHappened = !call.isRepeatable && !error.wasNeverSent;
    throw new WechatBusy({ api: call.api, reason: error.code, mayHaveHappened, isLate: error.isLate });
  }
}
