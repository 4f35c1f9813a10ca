import { describe, expect, it } from "vitest";
import { lookWords } from "./look-words.policy.ts";

describe("the words of a look", () => {
  it.each<[string, Record<string, string>, string]>([
    ["person.shown", { field: "identity" }, "看了您的完整证件号"],
    ["person.shown", { field: "phone" }, "看了您的完整手机号"],
    ["case.private_viewed", { number: "0123-456-789" }, "打开了您的不公开诉求（编号 0123-456-789）"],
    ["case.private_viewed", {}, "打开了您的不公开诉求"],
    ["journal.sealed_viewed", {}, "在留痕里看了您的密件"],
    ["dossier.made", {}, "导出了您的诉求的全部材料"],
    ["erasure.plan_viewed", {}, "查看了删除您的信息会删掉什么、留下什么"],
    ["other.kind", {}, "查看了您的信息"],
  ])("say to the person what was seen: %s %j", (kind, details, words) => {
    expect(lookWords(kind, details).toMe).toBe(words);
  });

  it("name nobody and no case to others", () => {
    const all = ["person.shown", "case.private_viewed", "journal.sealed_viewed", "dossier.made", "erasure.plan_viewed", "other.kind"].map((kind) => lookWords(kind, { number: "0123-456-789" }).ofSomebody);
    expect(all.filter((words) => words.includes("您") || words.includes("0123"))).toEqual([]);
  });
});
