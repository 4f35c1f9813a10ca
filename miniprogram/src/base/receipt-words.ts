import { standingOf, type KeptReceipt, type Promised, type Standing } from "./receipt-rules.ts";
import { sayWithin } from "./trail-words.ts";

export const promisedWords: Record<Promised, string> = {
  submitted: "我的反映",
  confirmed: "我说办好了",
  disputed: "我说没办好",
};

/** Nothing here says that anything was checked: that is the receipt's own page. */
export function sayStanding(kept: KeptReceipt, promiseSeconds: number): string {
  const words: Record<Standing, string> = {
    waiting: `已收下，${sayWithin(promiseSeconds)}登记进留痕`,
    overdue: `说好 ${promiseSeconds} 秒内登记，到现在还没有`,
    registered: "收条已经取到，点开核对",
    unknown: "留痕里没有这份收条",
  };
  return words[standingOf(kept, promiseSeconds)];
}
