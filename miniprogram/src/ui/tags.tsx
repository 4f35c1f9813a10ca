import { View } from "@tarojs/components";
import type { CaseState } from "@cunqing/contract";
import { sayClock } from "../base/time-words.ts";
import { Icon } from "./icon.tsx";

type Tone = "plain" | "blue" | "amber" | "green" | "late";

/** Each state in a villager's words; "done" is the office's word until the villager has spoken. */
const states: Record<CaseState, { words: string; tone: Tone }> = {
  submitted: { words: "等村里受理", tone: "blue" },
  accepted: { words: "已受理", tone: "blue" },
  declined: { words: "没有受理", tone: "plain" },
  assigned: { words: "已派人", tone: "blue" },
  in_progress: { words: "正在办", tone: "amber" },
  done_pending: { words: "说办好了，等确认", tone: "amber" },
  confirmed: { words: "本人确认办好", tone: "green" },
  unconfirmed: { words: "到期没人确认", tone: "plain" },
  disputed: { words: "没办好，重新办", tone: "late" },
  closed: { words: "已结束", tone: "plain" },
};

export function StateTag({ state }: { state: CaseState }) {
  const { words, tone } = states[state];
  return <View className={`tag tone-${tone}`}>{words}</View>;
}

const clockTones = { calm: "plain", soon: "amber", late: "late" } as const;

/** How long there is still, or by how much it is late. */
export function ClockBadge({ dueAt, now }: { dueAt: number; now: number }) {
  const { words, tone } = sayClock(dueAt, now);
  return (
    <View className={`tag clock tone-${clockTones[tone]}`}>
      <Icon name="clock" />
      {words}
    </View>
  );
}

const running: ReadonlySet<CaseState> = new Set(["submitted", "accepted", "assigned", "in_progress", "disputed"]);

/** Whether a clock still means something to the villager. */
export const isRunning = (state: CaseState): boolean => running.has(state);
