import { describe, expect, it } from "vitest";
import { cutRuns, hiddenRuns, markedRun, noteOf, wholeSigns, type HiddenWords, type Run } from "./cut.policy.ts";

const run = (from: number, to: number, ground = "个人信息"): Run => ({ from, to, ground });
const shown = (text: string, named: readonly Run[], everywhere: readonly HiddenWords[] = []) => cutRuns(text, hiddenRuns(text, named, everywhere));
const note = noteOf(["个人信息"]);

describe("cutting words out of a text", () => {
  it.each<[string, string, Run[], string]>([
    ["in the middle", "电话13800000000请回", [run(2, 13)], `电话${note}请回`],
    ["at the start", "张三没修路", [run(0, 2)], `${note}没修路`],
    ["at the end", "找张三", [run(1, 3)], `找${note}`],
    ["the whole", "张三", [run(0, 2)], note],
    ["two runs", "张三和李四吵架", [run(3, 5), run(0, 2)], `${note}和${note}吵架`],
    ["two runs that overlap become one", "一二三四五", [run(0, 3), run(2, 4)], `${note}五`],
    ["one run within another", "一二三四五", [run(0, 4), run(1, 2)], `${note}五`],
    ["two that touch, of one ground", "一二三四五", [run(0, 2), run(2, 4)], `${note}五`],
    ["two that touch, of two grounds", "一二三四五", [run(0, 2), run(2, 4, "违法内容")], `${note}${noteOf(["违法内容"])}五`],
    ["overlapping ones of two grounds name both", "一二三四五", [run(0, 3), run(2, 4, "违法内容")], `${noteOf(["个人信息", "违法内容"])}五`],
    ["beyond the end of a text", "一二", [run(1, 99)], `一${note}`],
    ["a run that is empty hides nothing", "一二", [run(1, 1)], "一二"],
    ["a run past the end hides nothing", "一二", [run(5, 9)], "一二"],
    ["nothing", "一二", [], "一二"],
  ])("works %s", (_, text, named, expected) => {
    expect(shown(text, named)).toBe(expected);
  });

  it.each<[string, string, Run, string]>([
    ["a rare character", "姓𠮷的人", run(2, 3), `姓${note}的人`],
    ["an emoji", "好😀坏", run(1, 2), `好${note}坏`],
    ["a family of four joined by threads", "看👨‍👩‍👧‍👦吧", run(3, 4), `看${note}吧`],
    ["a flag", "挂🇨🇳了", run(2, 3), `挂${note}了`],
    ["a letter with an accent of its own", "cafe\u0301店", run(3, 4), `caf${note}店`],
  ])("never splits %s", (_, text, half, expected) => {
    expect(shown(text, [half])).toBe(expected);
  });

  it.each<[string, string, HiddenWords, string]>([
    ["wherever else they stand", "13800000000，再说一遍13800000000", { words: "13800000000", ground: "个人信息" }, `${note}，再说一遍${note}`],
    ["also where they overlap themselves", "哈哈哈。", { words: "哈哈", ground: "个人信息" }, `${note}。`],
    ["but not a single sign", "王家的王", { words: "王", ground: "个人信息" }, "王家的王"],
    ["nor one rare character, which counts as two", "𠮷家", { words: "𠮷", ground: "个人信息" }, "𠮷家"],
  ])("hides the same words %s", (_, text, words, expected) => {
    expect(shown(text, [], [words])).toBe(expected);
  });
});

describe("a run marked in the text as it is shown", () => {
  const text = "张三的电话是13800000000，住村东";
  const runs = hiddenRuns(text, [run(6, 17)], []);
  const page = cutRuns(text, runs);
  const at = (words: string) => page.indexOf(words);

  it.each<[string, number, number, string | undefined]>([
    ["before a note", 0, 2, "张三"],
    ["behind a note", at("住村东"), at("住村东") + 3, "住村东"],
    ["across a note", at("是"), at("，"), "是13800000000"],
    ["a piece of the note", at("被遮"), at("被遮") + 2, "13800000000"],
    ["that ends within the note", 4, at("被遮"), "话是13800000000"],
    ["the whole page", 0, page.length, text],
    ["beyond the page", 0, page.length + 1, undefined],
    ["empty", 3, 3, undefined],
    ["backwards", 3, 1, undefined],
    ["from nowhere", -1, 1, undefined],
  ])("is found in the text itself: %s", (_, from, to, expected) => {
    const marked = markedRun(text, runs, from, to);
    expect(marked && text.slice(marked.from, marked.to)).toBe(expected);
  });
});

describe("whole signs", () => {
  it("leaves a run alone that splits nothing", () => {
    expect(wholeSigns("一二三", 1, 2)).toEqual({ from: 1, to: 2 });
  });
});
