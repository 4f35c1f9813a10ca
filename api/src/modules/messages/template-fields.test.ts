import { describe, expect, it } from "vitest";
import { payloadOf } from "./template-fields.ts";

const facts = { number: "1234-567-890", category: "道路与堆物", state: "已受理", note: "黄泥已清走", at: Date.parse("2026-11-23T09:40:00+08:00") };

describe("what goes into a WeChat template", () => {
  it("has the template's own keys, and the time in Shanghai", () => {
    expect(payloadOf("case_progress", facts)).toEqual({
      character_string1: "1234-567-890",
      thing2: "道路与堆物",
      phrase3: "已受理",
      thing4: "黄泥已清走",
      time5: "2026年11月23日 09:40",
    });
  });

  it.each([
    ["a long note", "很长".repeat(20), 20],
    ["a note of lines", "第一行\n第二行", 7],
    ["a note of emoji", "🌾".repeat(30), 20],
    ["no note at all", "  ", 1],
  ])("keeps %s within one line of 20 characters", (_, note, length) => {
    const { thing4 = "" } = payloadOf("case_progress", { ...facts, note });
    expect([...thing4]).toHaveLength(length);
    expect(thing4).not.toContain("\n");
  });
});
