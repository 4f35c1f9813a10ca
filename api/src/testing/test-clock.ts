import type { Clock } from "../kernel/clock.ts";

export interface TestClock extends Clock {
  /** Sets the moment; a number of milliseconds or Shanghai words such as "2026-11-23 09:40". */
  set(moment: number | string): void;
  advance(ms: number): void;
}

/** Stands at a Monday morning in Longyou until told otherwise. */
export function createTestClock(): TestClock {
  let now = parse("2026-11-23 09:40");
  return {
    now: () => now,
    set(moment) {
      now = typeof moment === "number" ? moment : parse(moment);
    },
    advance(ms) {
      now += ms;
    },
  };
}

const parse = (words: string): number => Date.parse(`${words.replace(" ", "T")}:00.000+08:00`);
