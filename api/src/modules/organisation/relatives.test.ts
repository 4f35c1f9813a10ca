import { expect, it } from "vitest";
import { closeRelatives, placeOf } from "./relatives.ts";

const pairs: readonly [string, string, boolean][] = [
  ["户主", "配偶", true],
  ["户主", "长子", true],
  ["户主", "次女", true],
  ["户主", "父亲", true],
  ["户主", "弟", true],
  ["户主", "孙女", true],
  ["户主", "外孙", true],
  ["户主", "祖母", true],
  ["户主", "儿媳", false],
  ["户主", "岳母", false],
  ["户主", "侄子", false],
  ["户主", "非亲属", false],
  ["妻", "子", true],
  ["妻", "孙子", true],
  ["妻", "岳父", true],
  ["妻", "母亲", false],
  ["妻", "妹妹", false],
  ["长子", "次子", true],
  ["长子", "儿媳", true],
  ["长子", "孙子", true],
  ["长子", "祖父", false],
  ["儿子", "母", true],
  ["儿子", "岳母", true],
  ["儿媳", "孙女", true],
  ["父", "母", true],
  ["父", "弟", true],
  ["父", "侄女", true],
  ["父", "孙子", false],
  ["哥哥", "嫂子", true],
  ["哥哥", "儿子", false],
  ["弟媳", "侄子", true],
  ["孙子", "孙女", true],
  ["孙子", "孙媳", true],
];

it.each(pairs)("%s and %s of one household are close relatives: %s", (one, other, isClose) => {
  const members = [{ personId: 1, relation: one }, { personId: 2, relation: other }];
  expect(closeRelatives(members, 1)).toEqual(isClose ? [2] : []);
  expect(closeRelatives(members, 2)).toEqual(isClose ? [1] : []);
});

it("two heads of one household, which is a fault of the roll, make no kinship", () => {
  expect(closeRelatives([{ personId: 1, relation: "户主" }, { personId: 2, relation: "本人" }], 1)).toEqual([]);
});

it.each([["长 子", "child"], ["养女", "child"], ["三女婿", "childInLaw"], ["小孙女", "grandchild"], ["大儿媳", "childInLaw"], ["保姆", undefined], ["", undefined]])(
  "%s is read as %s",
  (word, place) => {
    expect(placeOf(word)).toBe(place);
  },
);
