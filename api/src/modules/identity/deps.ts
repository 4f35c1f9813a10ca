import type { Deps } from "../../kernel/deps.ts";
import type { SmsPort, WechatPort } from "./ports.ts";

export interface IdentityDeps extends Deps {
  readonly wechat: WechatPort;
  readonly sms: SmsPort | null;
  /** Where the console is, for set-up links. */
  readonly publicUrl: string;
}
