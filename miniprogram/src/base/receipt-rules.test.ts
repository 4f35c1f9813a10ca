import { expect, test } from "vitest";
import { isKeptReceipt, isStillAsked, pauseBefore, standingOf, withPromise, type KeptReceipt } from "./receipt-rules.ts";
import { sayStanding } from "./receipt-words.ts";

const now = Date.parse("2026-11-24T09:40:00+08:00");
const promised: KeptReceipt = {
  id: "receipt-1",
  of: "submitted",
  about: "道路与堆物",
  caseId: "case-1",
  keptAt: now,
  note: "a signed note",
  ticket: "a ticket",
  toldNotYetAt: null,
  isUnknown: false,
  receipt: null,
};
const receipt = { publicForm: "{}", opening: null, fields: [], leaf: "l", position: 7, proof: [], checkpoint: "a signed note" };

test.each([
  ["just promised", promised, "waiting"],
  ["not yet, within the time", { ...promised, toldNotYetAt: now + 59_000 }, "waiting"],
  ["not yet, after the time", { ...promised, toldNotYetAt: now + 61_000 }, "overdue"],
  ["there", { ...promised, toldNotYetAt: now + 61_000, receipt }, "registered"],
  ["the service knows nothing of it", { ...promised, isUnknown: true }, "unknown"],
] as const)("a promise that is %s stands so", (_name, kept, standing) => {
  expect(standingOf(kept, 60)).toBe(standing);
});

test("while the service does not answer, no promise is called broken", () => {
  expect(standingOf({ ...promised, keptAt: now - 86_400_000 }, 60)).toBe("waiting");
});

test.each([
  [promised, "已收下，一分钟内登记进留痕"],
  [{ ...promised, toldNotYetAt: now + 61_000 }, "说好 60 秒内登记，到现在还没有"],
])("a promise is told in plain words (%#)", (kept, words) => {
  expect(sayStanding(kept, 60)).toBe(words);
});

test("no word about a receipt says that it was checked before it was", () => {
  const said = [promised, { ...promised, receipt }, { ...promised, isUnknown: true }].map((kept) => sayStanding(kept, 60)).join();
  expect(said).not.toMatch(/未被改动|已于/);
});

test("the same promise that arrives twice is kept once", () => {
  const again = { ...promised, id: "receipt-2" };
  expect(withPromise([promised], again)).toEqual([promised]);
  expect(withPromise([promised], { ...again, ticket: "another" })).toHaveLength(2);
});

test("what is there or unknown is not asked for again", () => {
  expect([promised, { ...promised, receipt }, { ...promised, isUnknown: true }].map(isStillAsked)).toEqual([true, false, false]);
});

test("it is asked often within the promised minute, then seldom, then not before the app is opened again", () => {
  const pauses = Array.from({ length: 40 }, (_none, round) => pauseBefore(round));
  const withinMinute = pauses.reduce<{ at: number; count: number }>(
    ({ at, count }, pause) => ({ at: at + (pause ?? 0), count: pause !== null && at + pause <= 60 ? count + 1 : count }),
    { at: 0, count: 0 },
  );
  expect(withinMinute.count).toBeGreaterThanOrEqual(6);
  expect(pauses.filter((pause) => pause === null).length).toBeGreaterThan(0);
  expect(pauses.indexOf(null)).toBe(pauses.filter((pause) => pause !== null).length);
});

test("what is read back from storage is what was kept, and rubbish is nothing", () => {
  expect(isKeptReceipt(JSON.parse(JSON.stringify({ ...promised, receipt })))).toBe(true);
  expect([null, "", {}, { ...promised, ticket: "" }, { ...promised, receipt: 1 }].some(isKeptReceipt)).toBe(false);
});
