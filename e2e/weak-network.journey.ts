import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Device } from "./support/browser.ts";
import { startJourney } from "./support/journey.ts";
import { takePicture } from "./support/pictures.ts";
import { addPhoto, cardOf, chooseVillage, loginBySandbox, openH5, part, tap, write } from "./support/villager.ts";

const journey = startJourney("weak-network");
const story = "进村路第二个弯塌了一块，电动车过不去";

let phone: Device;

test("a draft with its photo is there again after the browser was closed on it", async () => {
  const { product, openKeptPhone, shot } = journey;
  phone = await openKeptPhone();
  await openH5(phone.page, product().url);
  await chooseVillage(phone.page, "溪口村");
  await loginBySandbox(phone.page, "chen-xiaoyan");
  await tap(phone.page, "tab-home");
  await tap(phone.page, "home-report");
  await addPhoto(phone.page, await takePicture("mud_on_road"));
  await write(phone.page, "report-text", story);
  await phone.context.close();

  phone = await openKeptPhone();
  await openH5(phone.page, product().url);
  await tap(phone.page, "home-report");
  await phone.page.locator(".photo-kept").filter({ visible: true }).waitFor();
  expect(await part(phone.page, "report-text").locator("textarea").inputValue()).toBe(story);
  await shot(phone.page, "draft-is-back");
});

test("without a network nothing is lost and the page says so", async () => {
  const { shot } = journey;
  phone.problems.expect("net::ERR_INTERNET_DISCONNECTED");
  await phone.context.setOffline(true);
  await tap(phone.page, "send-report");
  await part(phone.page, "toast").getByText("网络不通").waitFor();
  await shot(phone.page, "offline");
  await phone.context.setOffline(false);
});

test("a report whose answer was lost on the way says that it may have arrived, and sent again it is still one", async () => {
  const { shot } = journey;
  const { page, problems } = phone;
  problems.expect("net::ERR_CONNECTION_RESET");
  // The service gets the report; the phone never hears of it.
  await page.route("**/api/cases", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
  const lost = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/api/cases"));
  await tap(page, "send-report");
  await lost;
  await part(page, "report-waiting").waitFor();
  await shot(page, "no-answer");
  await page.unroute("**/api/cases");
  await tap(page, "send-report");
  await part(page, "report-sent").getByText("已送到溪口村").waitFor();
  await shot(page, "arrived");
  expect(await countMine(page, story)).toBe(1);
});

test("two taps at once send one report", async () => {
  const { page } = phone;
  const twice = "老街口的垃圾桶又满了";
  let submitted = 0;
  page.on("request", (request) => {
    submitted += request.method() === "POST" && new URL(request.url()).pathname === "/api/cases" ? 1 : 0;
  });
  await tap(page, "back");
  await tap(page, "tab-home");
  await tap(page, "home-report");
  await write(page, "report-text", twice);
  await part(page, "send-report").evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });
  await part(page, "report-sent").getByText("已送到溪口村").waitFor();
  expect(submitted).toBe(1);
  expect(await countMine(page, twice)).toBe(1);
});

test("what was read before stays readable without a network, and a page never opened says what to do", async () => {
  const { shot } = journey;
  const { page } = phone;
  await tap(page, "back");
  await tap(page, "tab-home");
  await part(page, "counts").waitFor();
  await phone.context.setOffline(true);
  await tap(page, "tab-mine");
  await tap(page, "mine-inbox");
  await part(page, "state-offline").waitFor();
  await shot(page, "inbox-offline");
  await part(page, "retry").waitFor();
  await phone.context.setOffline(false);
  // With the network back the page asks again by itself.
  await part(page, "state-offline").waitFor({ state: "detached" });
  await shot(page, "inbox-again");
});

async function countMine(page: Page, words: string): Promise<number> {
  await tap(page, "to-home");
  await tap(page, "tab-mine");
  await tap(page, "mine-cases");
  await cardOf(page, words).first().waitFor();
  return cardOf(page, words).count();
}
