import { View } from "@tarojs/components";
import { limits } from "@cunqing/contract/limits";
import { confirmCase, disputeCase } from "@cunqing/contract/paths";
import { useState } from "react";
import type { confirmCase as confirmEndpoint, ResultOf } from "@cunqing/contract";
import { callAs } from "../../../base/call.ts";
import { useCatalog, type Catalog } from "../../../base/catalog.ts";
import { isRecord } from "../../../base/shapes.ts";
import { randomKey } from "../../../base/random-key.ts";
import { keepPromise } from "../../../base/receipts.ts";
import { useKeptState } from "../../../base/use-kept-state.ts";
import { Button } from "../../../ui/button.tsx";
import { ChoiceList, Chips } from "../../../ui/choice.tsx";
import { TextArea } from "../../../ui/field.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { tell } from "../../../ui/toast.tsx";
import type { CaseDetail } from "../../../ui/case-view.tsx";

type Grade = Catalog["grades"][number]["code"];
type Verdict = "confirm" | "dispute";

interface Typed {
  readonly grade: Grade | null;
  readonly tags: readonly string[];
  readonly words: string;
  readonly key: string;
}

const isTyped = (value: unknown): value is Typed =>
  isRecord(value) && Array.isArray(value["tags"]) && typeof value["words"] === "string" && typeof value["key"] === "string";

interface AnswerPartProps {
  readonly of: CaseDetail;
  /** For a case reported without an account. */
  readonly followCode?: string;
  readonly onAnswered: (answered: CaseDetail) => void;
}

/** The last word is the reporter's. Shown only when the service says that this person may speak it. */
export function AnswerPart({ of, followCode, onAnswered }: AnswerPartProps) {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const mayConfirm = of.may.includes("confirm");
  const mayDispute = of.may.includes("dispute");
  if (!mayConfirm && !mayDispute) {
    return null;
  }
  return (
    <View className="card" id="answer">
      <View className="section-title first">这件事办好了吗？</View>
      <View className="soft">您说了算。说没办好，会重新去办。</View>
      {mayConfirm && <Button id="answer-confirm" kind="main" icon="check" label="办好了" onPress={() => setVerdict("confirm")} />}
      {mayDispute && <Button id="answer-dispute" label="没办好" onPress={() => setVerdict("dispute")} />}
      {verdict && (
        <AnswerSheet
          of={of}
          verdict={verdict}
          {...(followCode === undefined ? {} : { followCode })}
          onClose={() => setVerdict(null)}
          onAnswered={(answered) => {
            setVerdict(null);
            onAnswered(answered);
          }}
        />
      )}
    </View>
  );
}

/** Whoever says "not done" is not asked how content they are with it. */
const offered: Record<Verdict, { title: string; grades: readonly Grade[]; button: string }> = {
  confirm: { title: "您觉得办得怎么样", grades: ["very_satisfied", "satisfied", "dissatisfied", "very_dissatisfied"], button: "确认办好了" },
  dispute: { title: "哪里没办好", grades: ["dissatisfied", "very_dissatisfied"], button: "没办好，请重新办" },
};

function AnswerSheet({ of, verdict, followCode, onClose, onAnswered }: AnswerPartProps & { verdict: Verdict; onClose: () => void }) {
  const catalog = useCatalog();
  const { value: typed, change, clear } = useKeptState<Typed>(`${verdict}.${of.id}`, fresh, isTyped);
  const { title, grades, button } = offered[verdict];
  const known = (catalog.data?.grades ?? []).filter(({ code }) => grades.includes(code));
  const tags = known.find(({ code }) => code === typed.grade)?.tags ?? [];

  const answer = async (): Promise<void> => {
    if (typed.grade === null) {
      tell("请先选一项");
      return;
    }
    const { promise, ...answered } = await send(of.id, verdict, { ...typed, grade: typed.grade, tags: typed.tags.filter((tag) => tags.includes(tag)) }, followCode);
    keepPromise(promise, { of: verdict === "confirm" ? "confirmed" : "disputed", about: of.category.name, caseId: followCode === undefined ? of.id : null });
    clear();
    tell(verdict === "confirm" ? "谢谢，已记下" : "已记下，会重新去办");
    onAnswered(answered);
  };
  return (
    <Sheet title={title} onClose={onClose} closeLabel="以后再说" id="answer-sheet">
      <ChoiceList
        id="grade"
        value={typed.grade}
        options={known.map(({ code, name }) => ({ value: code, words: name }))}
        onChange={(grade) => change({ grade, tags: [], key: randomKey() })}
      />
      {tags.length > 0 && (
        <Chips
          id="tag"
          chosen={typed.tags}
          options={tags.map((tag) => ({ value: tag, words: tag }))}
          onToggle={(tag) => change({ tags: toggled(typed.tags, tag), key: randomKey() })}
        />
      )}
      <TextArea
        id="answer-words"
        label={verdict === "dispute" ? "写一句哪里没办好" : "还想说的话（可以不写）"}
        max={limits.ratingWordsMax}
        value={typed.words}
        onChange={(words) => change({ words, key: randomKey() })}
      />
      <Button id="send-answer" kind="main" label={button} busyLabel="正在送…" onPress={answer} />
    </Sheet>
  );
}

/** A code speaks for itself, and travels without the token of whoever is signed in on this phone. */
function send(caseId: string, verdict: Verdict, typed: Typed & { grade: Grade }, followCode: string | undefined): Promise<ResultOf<typeof confirmEndpoint>> {
  const sender = followCode === undefined ? "villager" : "nobody";
  const words = typed.words.trim();
  const answer = { grade: typed.grade, tags: [...typed.tags], ...(followCode === undefined ? {} : { followCode }) };
  const options = { idempotencyKey: typed.key };
  return verdict === "confirm"
    ? callAs(sender, confirmCase, { params: { caseId }, body: { ...answer, ...(words ? { words } : {}) } }, options)
    : callAs(sender, disputeCase, { params: { caseId }, body: { ...answer, words } }, options);
}

const fresh: Typed = { grade: null, tags: [], words: "", key: "" };

const toggled = (tags: readonly string[], tag: string): string[] =>
  tags.includes(tag) ? tags.filter((other) => other !== tag) : [...tags, tag];
