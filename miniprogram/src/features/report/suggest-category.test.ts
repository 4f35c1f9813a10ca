import { expect, test } from "vitest";
import { suggestCategory } from "./suggest-category.ts";

const offered = [
  { code: "road", name: "道路与堆物", hint: "路面坏了、泥沙杂物挡路" },
  { code: "street_lamp", name: "路灯", hint: "灯不亮、灯杆歪了、电线垂下来" },
  { code: "sanitation", name: "垃圾与保洁", hint: "垃圾没人收、公厕脏、乱倒" },
  { code: "other", name: "其他", hint: "上面没有的,都可以说" },
];

test.each([
  ["村口路灯三天不亮了", "street_lamp"],
  ["垃圾堆在桥头没人收", "sanitation"],
  ["弯道上一堆泥沙挡路", "road"],
  ["村口弯道上有堆黄泥，下雨天骑车打滑，昨天有人摔了", "road"],
  ["", "other"],
  ["进村路第二个弯塌了一块，电动车过不去", "other"],
  ["想问个事", "other"],
])("「%s」 is suggested as %s", (text, code) => {
  expect(suggestCategory(text, offered)?.code).toBe(code);
});

test("where a door offers nothing, nothing is suggested", () => {
  expect(suggestCategory("路灯", [])).toBeUndefined();
});
