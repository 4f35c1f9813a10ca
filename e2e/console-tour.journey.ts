import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { startJourney } from "./support/journey.ts";
import { enterCode, goTo, loginToConsole, passPassword } from "./support/staff.ts";

const journey = startJourney("console-tour");

/** What each finds in the menu: its own work, and no more. */
const tours: readonly { readonly username: string; readonly places: readonly string[] }[] = [
  { username: "village_secretary", places: ["我的工作", "诉求", "办理情况", "区域", "名册", "认领审核", "名册导入", "工作人员", "遮盖公开内容", "消息发送", "我的账号"] },
  { username: "county_supervisor", places: ["我的工作", "诉求", "办理情况", "区域", "工作人员", "动态码重置", "遮盖公开内容", "留痕", "留痕存证", "消息发送", "我的账号"] },
  { username: "auditor", places: ["办理情况", "区域", "工作人员", "留痕", "留痕存证", "消息发送", "我的账号"] },
  { username: "data_protection_officer", places: ["区域", "名册", "工作人员", "删除申请", "遮盖公开内容", "暂不告知的查阅", "网络安全日志", "留痕", "留痕存证", "我的账号"] },
  { username: "system_admin", places: ["区域", "工作人员", "动态码重置", "消息发送", "后台任务", "我的账号"] },
];

test("a wrong password is told in words that do not say which half was wrong", async () => {
  const { product, openDesk, shot } = journey;
  const { page, problems } = await openDesk();
  problems.expect("401 POST /api/staff/sessions");
  await page.goto(`${product().url}/admin/`);
  await shot(page, "login");
  await passPassword(page, "village_secretary", "not-the-password");
  const known = await alertOf(page);
  await page.reload();
  await passPassword(page, "nobody-of-this-name", "not-the-password");
  expect(await alertOf(page)).toBe(known);
  expect(known).toContain("用户名或密码不对");
  await shot(page, "wrong-password");
});

test("a wrong code is told in words, and the right one still opens the console", async () => {
  const { product, openDesk, shot } = journey;
  const { page, problems } = await openDesk();
  problems.expect("401 POST /api/staff/sessions");
  const person = product().person("discipline_desk");
  await page.goto(`${product().url}/admin/`);
  await passPassword(page, person.username, person.password);
  const code = await product().codeOf(person);
  await enterCode(page, code === "000000" ? "111111" : "000000");
  expect(await alertOf(page)).toContain("动态码不对");
  await shot(page, "wrong-code");
  await enterCode(page, code);
  await page.getByRole("button", { name: person.name }).waitFor();
});

test.each(tours)("every page of $username's menu opens, and nothing else is on it", async ({ username, places }) => {
  const { product, openDesk, shot } = journey;
  const { page } = await openDesk();
  await loginToConsole(page, product(), product().person(username));
  const menu = page.getByRole("navigation", { name: "主菜单" });
  await menu.getByRole("menuitem").first().waitFor();
  expect(await menu.getByRole("menuitem").allInnerTexts()).toEqual(places);
  for (const place of places) {
    await goTo(page, place);
    await expect.poll(() => page.locator("main [aria-label='正在加载']").count(), { timeout: 15_000 }).toBe(0);
    expect(await page.locator("main [role=alert]").allInnerTexts(), place).toEqual([]);
    await shot(page, `${username}-${place}`);
  }
});

test("an empty list says so in words", async () => {
  const { product, openDesk } = journey;
  const { page } = await openDesk();
  await loginToConsole(page, product(), product().person("village_secretary.zwc"));
  for (const [place, words] of [
    ["认领审核", /没有/],
    ["消息发送", /没有/],
  ] as const) {
    await goTo(page, place);
    await page.locator("main .state", { hasText: words }).waitFor();
  }
});

test("a page that is not one's own says so, and after leaving nothing can be read any more", async () => {
  const { product, openDesk, shot } = journey;
  const { page, problems } = await openDesk();
  problems.expect("403 GET /api/");
  const person = product().person("mediator");
  await loginToConsole(page, product(), person);
  await page.goto(`${product().url}/admin/#/journal`);
  await page.getByText("没有权限看这一页").waitFor();
  await shot(page, "forbidden");
  await page.goto(`${product().url}/admin/#/no-such-page`);
  await page.getByText("没有这个页面").waitFor();
  await page.getByRole("button", { name: person.name }).click();
  await page.getByRole("menuitem", { name: "退出登录" }).click();
  await page.getByRole("button", { name: "下一步" }).waitFor();
  await page.goto(`${product().url}/admin/#/work`);
  await page.reload();
  await page.getByRole("button", { name: "下一步" }).waitFor();
  await shot(page, "left");
});

const alertOf = (page: Page): Promise<string> => page.getByRole("alert").first().innerText();
