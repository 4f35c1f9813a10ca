import { expect, test } from "vitest";
import { strengthProblem } from "./password-strength.ts";

const owner = { username: "wucunzhang", name: "吴大伯" };

test.each([
  ["huangni-wandao-7", null],
  ["清晨的黄泥堆在弯道", "密码至少要 10 位。"],
  ["清晨的黄泥堆在弯道上", null],
  ["short", "密码至少要 10 位。"],
  ["x7".repeat(65), "密码最多 128 位。"],
  ["吴大伯吴大伯的好密码啊", "密码里不要带自己的姓名或登录名。"],
  ["WuCunZhang#88", "密码里不要带自己的姓名或登录名。"],
  ["\uff37\uff35\uff23\uff35\uff2e\uff3a\uff28\uff21\uff2e\uff27\uff03\uff18\uff18", "密码里不要带自己的姓名或登录名。"],
  ["1q2w3e4r5t", "这个密码太常见，很容易被人猜到，请换一个。"],
  ["QWERTYUIOP", "这个密码太常见，很容易被人猜到，请换一个。"],
  ["woaini1314520", "这个密码太常见，很容易被人猜到，请换一个。"],
  ["Password2026!", "这个密码太常见，很容易被人猜到，请换一个。"],
  ["cunqingtong2026", "这个密码太常见，很容易被人猜到，请换一个。"],
  ["aaaaaaaaaaaa", "密码太简单，请不要只用重复或连着的字符。"],
  ["abababababab", "密码太简单，请不要只用重复或连着的字符。"],
  ["3456789012", "密码太简单，请不要只用重复或连着的字符。"],
  ["lmnopqrstuv", "密码太简单，请不要只用重复或连着的字符。"],
])("the password %s is judged: %s", (password, problem) => {
  expect(strengthProblem(password, owner)).toBe(problem);
});

test("a very short name does not forbid every password that holds it", () => {
  expect(strengthProblem("li-huangni-wandao", { username: "li", name: "李" })).toBeNull();
});

test("length is counted in characters a person sees, not in bytes", () => {
  expect(strengthProblem("村村村口有一座老石桥", owner)).toBeNull();
  expect(strengthProblem("村口有一座老石桥呀", owner)).toBe("密码至少要 10 位。");
});
