import { expect, it } from "vitest";
import { nameIn } from "./download.ts";

it.each([
  ["attachment; filename*=UTF-8''%E5%8D%B7%E5%AE%97-7714.zip", "卷宗-7714.zip"],
  ["attachment", "下载"],
  ["", "下载"],
])("a download under %s is saved as %s", (disposition, name) => {
  expect(nameIn(disposition)).toBe(name);
});
