import { expect, test } from "vitest";
import { sayAgo, sayClock, sayDate, sayLastDay, sayMoment, saySeconds } from "./time-words.ts";

const at = (text: string): number => Date.parse(`${text}+08:00`);
const now = at("2026-11-24T14:05:00");

test.each([
  ["2026-11-24T09:40:00", "今天 9:40"],
  ["2026-11-24T00:00:00", "今天 0:00"],
  ["2026-11-23T23:59:59", "昨天 23:59"],
  ["2026-11-22T08:05:00", "前天 8:05"],
  ["2026-11-20T08:12:00", "11月20日 8:12"],
  ["2025-12-03T08:12:00", "2025年12月3日"],
])("%s is said as %s", (moment, words) => {
  expect(sayMoment(at(moment), now)).toBe(words);
});

test("just after midnight in Shanghai is today although it is yesterday in UTC", () => {
  expect(sayMoment(at("2026-11-24T00:30:00"), at("2026-11-24T01:00:00"))).toBe("今天 0:30");
});

test.each([
  ["2026-11-28T00:00:00", "还剩 3 天", "calm"],
  ["2026-11-26T00:00:00", "还剩 1 天", "soon"],
  ["2026-11-25T00:00:00", "今天到期", "soon"],
  ["2026-11-24T00:00:00", "已超 1 天", "late"],
  ["2026-11-20T00:00:00", "已超 5 天", "late"],
  ["2026-11-24T12:00:00", "已超期", "late"],
] as const)("due at %s reads %s", (due, words, tone) => {
  expect(sayClock(at(due), now)).toEqual({ words, tone });
});

test("a clock that ends at midnight names the day before, the last one there is", () => {
  expect(sayLastDay(at("2026-11-28T00:00:00"), now)).toBe("11月27日");
  expect(sayLastDay(at("2027-01-05T00:00:00"), now)).toBe("2027年1月4日");
});

test("seconds read like a player's clock", () => {
  expect(saySeconds(7.9)).toBe("0:07");
  expect(saySeconds(60)).toBe("1:00");
});

test.each([
  ["2026-11-24T14:04:30", "刚刚"],
  ["2026-11-24T14:06:00", "刚刚"],
  ["2026-11-24T14:02:00", "3 分钟前"],
  ["2026-11-24T11:50:00", "2 小时前"],
  ["2026-11-19T14:00:00", "5 天前"],
])("%s was %s, and a phone that is slow calls the future now", (moment, words) => {
  expect(sayAgo(at(moment), now)).toBe(words);
});

test.each([
  ["2026-11-24T09:40:00", "11月24日 9:40"],
  ["2025-12-03T08:12:00", "2025年12月3日 8:12"],
])("%s is written down as %s, today too", (moment, words) => {
  expect(sayDate(at(moment), now)).toBe(words);
});
