import type { RefusalCode } from "@cunqing/contract";
import { Refusal } from "../../kernel/refusal.ts";

/** What a person can do something about. WeChat's errors are told apart by name and number: the adapter is none of our business. */
const refusalByErrcode: ReadonlyMap<unknown, RefusalCode> = new Map([
  [40029, "login.wechat_code_invalid"],
  [40163, "login.wechat_code_invalid"],
  [40226, "login.wechat_blocked"],
] as const);

const busyNames = new Set<unknown>(["WechatBusy", "WechatRateError"]);

/** Asks WeChat, and turns its no into ours. What is left, such as a wrong secret, is a defect. */
export async function askWechat<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const { name, errcode } = error as { readonly name?: unknown; readonly errcode?: unknown };
    const code = busyNames.has(name) ? "login.wechat_busy" : refusalByErrcode.get(errcode);
    throw code === undefined ? error : new Refusal(code);
  }
}
