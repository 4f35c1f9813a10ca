import type { Actor } from "../../kernel/actor.ts";
import type { Deps } from "../../kernel/deps.ts";
import type { Caller } from "../../kernel/http/route.ts";
import type { Module } from "../../kernel/module.ts";
import type { SmsPort, WechatPort } from "./ports.ts";
import "./kinds.ts";

export { grantsOf, isCurrent } from "./grants.ts";
export type { SmsPort, WechatPort } from "./ports.ts";

export interface IdentityDeps extends Deps {
  readonly wechat: WechatPort;
  readonly sms: SmsPort | null;
  /** Where the console is, for set-up links. */
  readonly publicUrl: string;
}

export function createIdentity(_deps: IdentityDeps): Module {
  return { routes: [] };
}

/** Finds out who is asking, by the token of the request. */
export function createAuthenticate(_deps: Deps) {
  return async (_caller: Caller, _request: { readonly method: string; readonly csrfToken: string; readonly isCookie: boolean }): Promise<Actor | undefined> => undefined;
}
