import { shanghaiDay } from "../../kernel/clock.ts";
import type { TemplateName } from "./message.rules.ts";

export interface TemplateFacts {
  readonly number: string;
  readonly category: string;
  /** At most five Chinese characters. */
  readonly state: string;
  readonly note: string;
  readonly at: number;
}

/**
 * The keys of the two templates as WeChat's public library has them; a deployment applies for these. What a key
 * may hold follows from its letters: a "thing" is one line of at most 20 characters, a "phrase" at most 5.
 */
export function payloadOf(template: TemplateName, facts: TemplateFacts): Record<string, string> {
  switch (template) {
    case "case_progress":
      return {
        character_string1: facts.number,
        thing2: thing(facts.category),
        phrase3: facts.state.slice(0, 5),
        thing4: thing(facts.note),
        time5: time(facts.at),
      };
    case "case_result":
      return { character_string1: facts.number, thing2: thing(facts.category), thing3: thing(facts.note), time4: time(facts.at) };
  }
}

const thingMax = 20;

function thing(text: string): string {
  const line = [...text.replace(/\s+/g, " ").trim()];
  return line.length > thingMax ? `${line.slice(0, thingMax - 1).join("")}…` : line.join("") || "无";
}

function time(at: number): string {
  const [year, month, day] = shanghaiDay(at).split("-").map(Number);
  const clock = new Date(at + 8 * 3_600_000).toISOString().slice(11, 16);
  return `${year}年${month}月${day}日 ${clock}`;
}
