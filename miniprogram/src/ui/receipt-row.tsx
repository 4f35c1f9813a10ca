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
  readonly when?: string;
}

/** One receipt, and how far it is: promised, overdue, there. */
export function ReceiptRow({ of, id, title, when }: ReceiptRowProps) {
  return (
    <Row
      id={id}
      icon="stamp"
      words={title ?? `收条：${promisedWords[of.of]}`}
      hint={[when, sayStanding(of, trail.promiseSeconds)].filter(Boolean).join(" · ")}
      onPress={() => goTo.receipt(of.id)}
    />
  );
}
