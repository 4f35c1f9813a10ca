import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { startJourney } from "./support/journey.ts";
import { takePicture } from "./support/pictures.ts";
import { finish, goTo, loginToConsole, openDialog, submitDialog, workThrough } from "./support/staff.ts";
import { chooseVillage, openH5, part, report, tap, textOf, write } from "./support/villager.ts";

const journey = startJourney("anonymous");
const story = "老街口的路灯不亮了，晚上看不见路";

let secretary: Page;
let code = "";

test("whoever has no account reports, and is given a code and told to keep it", async () => {
  const { product, openPhone, shot } = journey;
  const { page } = await openPhone();
  await openH5(page, product().url);
  await chooseVillage(page, "溪口村");
  await report(page, story);
  code = (await part(page, "follow-code").innerText()).trim();
  expect(code.length).toBeGreaterThanOrEqual(8);
  await shot(page, "code");
  await tap(page, "code-kept");
  await part(page, "home").waitFor();
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(code.replace(/\s/g, ""));
});

test("the secretary reads what was said and not by whom, and works it through", async () => {
  const { product, openDesk, shot } = journey;
  secretary = (await openDesk()).page;
  const person = product().person("village_secretary");
  await loginToConsole(secretary, product(), person);
  await workThrough(secretary, person.name, "路灯不亮了", "换了灯泡，已经亮了。", await takePicture("dark_lamp"));
  await secretary.getByText("匿名").first().waitFor();
  await shot(secretary, "worked-through");
});

test("on another phone a wrong code is refused in words, and the right one opens the case", async () => {
  const { product, openPhone, shot } = journey;
  const { page, problems } = await openPhone();
  problems.expect("404 POST /api/cases/follow");
  await openH5(page, product().url);
  await tap(page, "tab-mine");
  await tap(page, "mine-follow");
  await write(page, "follow-code-input", "2222-2222-2222");
  await tap(page, "follow-look");
  await part(page, "toast").getByText("查询码不对").waitFor();
  await write(page, "follow-code-input", code);
  await tap(page, "follow-look");
  await part(page, "case-outcome").getByText("换了灯泡，已经亮了。").waitFor();
  await shot(page, "followed");

  await tap(page, "answer-dispute");
  await tap(page, "grade-dissatisfied");
  await tap(page, "tag-只办了一半");
  await write(page, "answer-words", "只亮了一会儿又灭了");
  await shot(page, "dispute");
  await tap(page, "send-answer");
  await part(page, "case-standing").getByText("没办好，重新办").waitFor();
  expect(await textOf(page)).toContain("只亮了一会儿又灭了");
  await shot(page, "disputed");
});

test("the case is back on the handler's desk with what was not done, and can be finished again", async () => {
  const { shot } = journey;
  await goTo(secretary, "我的工作");
  await secretary.getByRole("tab", { name: /我在办/ }).click();
  const row = secretary.getByRole("row", { name: /路灯不亮了/ });
  await row.getByText("群众说没办好").waitFor();
  await row.getByRole("link", { name: /路灯不亮了/ }).click();
  await secretary.getByText("只亮了一会儿又灭了").first().waitFor();
  await shot(secretary, "back-to-work");
  await submitDialog(await openDialog(secretary, "开始办"), "开始办");
  await finish(secretary, "换了整盏灯，连亮两晚。", await takePicture("bright_lamp"));
});
