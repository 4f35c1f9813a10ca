import { goTo } from "../base/go-to.ts";
import { promisedWords, sayStanding } from "../base/receipt-words.ts";
import type { KeptReceipt } from "../base/receipt-rules.ts";
import { trail } from "../base/trail.ts";
import { Row } from "./row.tsx";

interface ReceiptRowProps {
  readonly of: KeptReceipt;
  readonly id: string;
  /** Where several matters stand in one list. */
  readonly title?: string;
  readonly end?: string;
}

/** One receipt, and how far it is: promised, overdue, there. */
export function ReceiptRow({ of, id, title, end }: ReceiptRowProps) {
  return (
    <Row
      id={id}
      icon="stamp"
      words={title ?? `收条：${promisedWords[of.of]}`}
      hint={sayStanding(of, trail.promiseSeconds)}
      {...(end === undefined ? {} : { end })}
      onPress={() => goTo.receipt(of.id)}
    />
  );
}
