import Taro from "@tarojs/taro";
import { createClient, type CallOptions, type Lean, type Transport } from "@cunqing/contract/client";
import type { CallOf, Endpoint, ResultOf } from "@cunqing/contract";
import { Unreachable } from "./failure.ts";
import { forgetToken, tokenOf, type Capacity } from "./session.ts";

const timeoutMs = 15_000;

/** `nobody` sends no token at all, whoever is signed in. */
export type Sender = Capacity | "nobody";

const clients = {
  villager: createClient(transportOf("villager")),
  staff: createClient(transportOf("staff")),
  nobody: createClient(transportOf("nobody")),
};

export function callAs<E extends Endpoint>(sender: Sender, endpoint: Lean<E>, order: CallOf<E>, options?: CallOptions): Promise<ResultOf<E>> {
  return clients[sender](endpoint, order, options);
}

export function call<E extends Endpoint>(endpoint: Lean<E>, order: CallOf<E>, options?: CallOptions): Promise<ResultOf<E>> {
  return clients.villager(endpoint, order, options);
}

/** Addresses of photos come without an origin; a mini-program has none to complete them. */
export const absolute = (address: string): string => (/^https?:/.test(address) ? address : `${__API_BASE__}${address}`);

export const apiAddress = (path: string): string => `${__API_BASE__}/api${path}`;

export function authorization(sender: Sender): Record<string, string> {
  const token = sender === "nobody" ? null : tokenOf(sender);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/** A session the service no longer knows is dropped at once, so that the screens ask to sign in. */
function noticeAnswer(sender: Sender, status: number, sentToken: string | null): void {
  if (status === 401 && sender !== "nobody" && sentToken !== null && tokenOf(sender) === sentToken) {
    forgetToken(sender);
  }
}

function transportOf(sender: Sender): Transport {
  return async (request) => {
    const sentToken = sender === "nobody" ? null : tokenOf(sender);
    const answer = await Taro.request<unknown>({
      url: apiAddress(request.path),
      method: request.method,
      timeout: timeoutMs,
      header: {
        Accept: "application/json",
        ...(request.method === "POST" ? { "Content-Type": "application/json" } : {}),
        ...(request.idempotencyKey ? { "Idempotency-Key": request.idempotencyKey } : {}),
        ...authorization(sender),
      },
      ...(request.body === undefined ? {} : { data: request.body }),
    }).catch((reason: unknown) => {
      throw new Unreachable(sayReason(reason));
    });
    noticeAnswer(sender, answer.statusCode, sentToken);
    return { status: answer.statusCode, body: answer.data };
  };
}

/** WeChat fails with a plain object, the browser with an Error. */
function sayReason(reason: unknown): string {
  const told = reason as { errMsg?: unknown; message?: unknown } | null;
  return String(told?.errMsg ?? told?.message ?? "network");
}
