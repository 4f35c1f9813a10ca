import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { startJourney } from "./support/journey.ts";
import { goTo, loginToConsole } from "./support/staff.ts";
import { chooseVillage, loginBySandbox, openH5, part, tap, textOf, write } from "./support/villager.ts";

const journey = startJourney("private");
const secret = "隔壁为了水沟的事天天吵，想请人来调解";

let caseId = "";

test("a villager reports privately, and reads it as her own", async () => {
  const { product, openPhone, shot } = journey;
  const { page } = await openPhone();
  await openH5(page, product().url);
  await chooseVillage(page, "溪口村");
  await loginBySandbox(page, "zhang-ayi");
  await tap(page, "tab-home");
  await tap(page, "home-report");
  await write(page, "report-text", secret);
  await tap(page, "privacy-private");
  await tap(page, "send-report");
  await tap(page, "see-case");
  await part(page, "case-standing").getByText("不公开").waitFor();
  caseId = /caseId=([^&]+)/.exec(page.url())?.[1] ?? "";
  expect(caseId).not.toBe("");
  await shot(page, "own");
});

test("a neighbour sees neither the case nor that there is one, and its address looks like any that leads nowhere", async () => {
  const { product, openPhone, shot } = journey;
  const { page, problems } = await openPhone();
  problems.expect("404 GET /api/cases/");
  await openH5(page, product().url);
  await chooseVillage(page, "溪口村");
  await part(page, "counts").waitFor();
  expect(await textOf(page)).not.toContain("水沟");
  const hidden = await lookAt(page, product().url, caseId);
  await shot(page, "stranger");
  const none = await lookAt(page, product().url, `${caseId.slice(0, -3)}zzz`);
  expect(hidden).toBe(none);
});

test.each([
  ["another village's secretary", "village_secretary.zwc"],
  ["a grid worker of the same village, who may not read private matters", "grid_worker"],
])("%s finds nothing, and the address looks like any that leads nowhere", async (_who, username) => {
  const { product, openDesk, shot } = journey;
  const { page, problems } = await openDesk();
  problems.expect("404 GET /api/cases/");
  await loginToConsole(page, product(), product().person(username));
  await goTo(page, "诉求");
  await page.getByPlaceholder("找内容或编号").fill("水沟");
  await page.getByPlaceholder("找内容或编号").press("Enter");
  await page.getByText("没有符合条件的诉求").waitFor();
  await shot(page, `${username}-list`);
  const hidden = await openInConsole(page, product().url, caseId);
  await shot(page, `${username}-case`);
  const none = await openInConsole(page, product().url, `${caseId.slice(0, -3)}zzz`);
  expect(hidden).toBe(none);
});

test("the village's own secretary reads it, marked as private, and cannot release it", async () => {
  const { product, openDesk, shot } = journey;
  const { page } = await openDesk();
  await loginToConsole(page, product(), product().person("village_secretary"));
  await page.goto(`${product().url}/admin/#/cases/${caseId}`);
  await page.getByText(secret).first().waitFor();
  await page.getByText("反映人要求不公开，别人看不到这件事。").waitFor();
  expect(await page.getByRole("button", { name: "公开内容" }).count()).toBe(0);
  await shot(page, "own-secretary");
});

async function lookAt(page: Page, url: string, id: string): Promise<string> {
  await page.goto("about:blank");
  await openH5(page, url, `#/features/cases/detail/index?caseId=${id}`);
  await part(page, "state-missing").waitFor();
  return textOf(page);
}

async function openInConsole(page: Page, url: string, id: string): Promise<string> {
  await page.goto(`${url}/admin/#/cases/${id}`);
  await page.reload();
  const main = page.locator("main");
  await main.getByText("没有找到").waitFor();
  return main.innerText();
}
