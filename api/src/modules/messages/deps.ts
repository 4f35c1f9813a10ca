import type { Deps } from "../../kernel/deps.ts";

/** What messages ask of WeChat; adapters/wechat answers it. Its errors are told apart by `name` and `errcode`. */
export interface SubscribeMessagePort {
  sendSubscribeMessage(message: {
    readonly openId: string;
    readonly templateId: string;
    readonly page?: string;
    readonly data: Readonly<Record<string, string>>;
  }): Promise<void>;
}

export interface MessagesDeps extends Deps {
  readonly wechat: SubscribeMessagePort;
  /** Template ids by our own names. */
  readonly templates: Readonly<Record<string, string>>;
}
