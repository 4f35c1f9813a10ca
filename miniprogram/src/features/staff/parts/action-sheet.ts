import { isRecord } from "../../../base/shapes.ts";
import { randomKey } from "../../../base/random-key.ts";
import { useKeptState } from "../../../base/use-kept-state.ts";
import type { CaseDetail } from "../../../ui/case-view.tsx";

export interface ActionSheetProps {
  readonly of: CaseDetail;
  readonly onClose: () => void;
  readonly onDone: (settled: CaseDetail) => void;
}

interface Typed {
  readonly text: string;
  readonly chosen: string;
  /** Goes with what is typed: the same words sent again are the same action, other words are another. */
  readonly key: string;
}

/** One piece of text and one choice, kept on the phone until the action was taken. */
export function useTyped(action: string, caseId: string, text = "") {
  const { value, change, clear } = useKeptState<Typed>(`${action}.${caseId}`, { text, chosen: "", key: randomKey() }, isTyped);
  return {
    typed: value,
    write: (next: string) => change({ text: next, key: randomKey() }),
    choose: (next: string) => change({ chosen: next, key: randomKey() }),
    clear,
  };
}

/** A note that was left empty is left out. */
export const noteOf = (text: string): { note?: string } => (text.trim() ? { note: text.trim() } : {});

const isTyped = (value: unknown): value is Typed =>
  isRecord(value) && typeof value["text"] === "string" && typeof value["chosen"] === "string" && typeof value["key"] === "string";
