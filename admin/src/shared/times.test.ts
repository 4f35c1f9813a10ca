import { describe, expect, it } from "vitest";
import { dayWords, dueWords, exactWords, isoDay, spanWords, startOfDay, timeWords, todayWords } from "./times.ts";

const now = Date.parse("2026-11-24T10:00:00+08:00");
const at = (text: string): number => Date.parse(`${text}+08:00`);

describe("time words", () => {
  it.each([
    ["2026-11-24T09:40:00", "今天 9:40"],
    ["2026-11-23T23:59:00", "昨天 23:59"],
    ["2026-11-25T00:00:00", "明天 0:00"],
    ["2026-11-20T09:05:00", "11月20日 9:05"],
    ["2025-03-02T09:40:00", "2025年3月2日 9:40"],
  ])("%s reads as %s", (moment, words) => {
    expect(timeWords(at(moment), now)).toBe(words);
  });

  it("counts days in Shanghai whatever the browser's zone is", () => {
    expect(dayWords("2026-11-23T16:30:00Z", now)).toBe("今天");
    expect(isoDay("2026-11-23T16:30:00Z")).toBe("2026-11-24");
    expect(exactWords("2026-11-23T16:30:00Z")).toBe("2026-11-24 00:30:00");
    expect(startOfDay("2026-11-24")).toBe(Date.parse("2026-11-23T16:00:00Z"));
    expect(todayWords(now)).toBe("11月24日 星期二");
  });

  it.each([
    ["2026-11-27T00:00:00", "还剩 2 天", "calm"],
    ["2026-11-26T00:00:00", "还剩 1 天", "soon"],
    ["2026-11-25T00:00:00", "今天到期，还剩 14 小时", "soon"],
    ["2026-11-24T09:30:00", "超期 30 分钟", "late"],
    ["2026-11-21T09:30:00", "超期 3 天", "late"],
  ])("a deadline at %s reads as %s", (due, text, urgency) => {
    expect(dueWords(at(due), now)).toEqual({ text, urgency });
  });

  it("never shows zero of anything", () => {
    expect(spanWords(20_000)).toBe("不到 1 分钟");
  });
});
