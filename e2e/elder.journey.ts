import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { startJourney } from "./support/journey.ts";
import { measure } from "./support/measure.ts";
import { takePicture } from "./support/pictures.ts";
import { chooseVillage, openH5, part, tap } from "./support/villager.ts";

const journey = startJourney("elder");

let page: Page;

test("the elder view is one tap away on the home page, and shows four giant buttons", async () => {
  const { product, openPhone, shot } = journey;
  page = (await openPhone()).page;
  await openH5(page, product().url);
  await chooseVillage(page, "溪口村");
  await tap(page, "elder-switch");
  await part(page, "giant-report").waitFor();
  expect(await page.locator(".giant").filter({ visible: true }).count()).toBe(4);
  await shot(page, "home");
  await measureAll("home");
});

test("a photo report takes four taps at most from the home page, consent included", async () => {
  const { shot } = journey;
  let taps = 0;
  const tapOnce = async (id: string): Promise<void> => {
    taps += 1;
    await tap(page, id);
  };
  await tapOnce("giant-report");
  await part(page, "emergency").waitFor();
  await shot(page, "report");
  await measureAll("report");
  await tapOnce("add-photo");
  await part(page, "consent-agree").waitFor();
  await shot(page, "consent");
  await measureAll("consent");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), tapOnce("consent-agree")]);
  await chooser.setFiles(await takePicture("mud_on_road"));
  await page.locator(".photo-kept").filter({ visible: true }).waitFor();
  await shot(page, "with-photo");
  await tapOnce("send-report");
  await part(page, "follow-code").waitFor();
  expect(taps).toBeLessThanOrEqual(4);
  await shot(page, "sent");
  await measureAll("sent");
});

test("a case, its photos and its course are as large", async () => {
  const { shot } = journey;
  await tap(page, "code-kept");
  await page.locator(".case-card").filter({ visible: true }).first().tap();
  await page.locator(".timeline").filter({ visible: true }).waitFor();
  await shot(page, "case");
  await measureAll("case");
});

test("what was chosen stays chosen when the page is opened again", async () => {
  const { product } = journey;
  await openH5(page, product().url);
  await page.reload();
  await part(page, "giant-report").waitFor();
});

/** Of product.md: letters of 18 and more, lines apart, seen in the sun, met by a finger. */
async function measureAll(where: string): Promise<void> {
  const { seen, targets } = await measure(page);
  expect(seen.length, where).toBeGreaterThan(3);
  expect(seen.filter(({ size }) => size < 18), `${where}: letters below 18`).toEqual([]);
  expect(seen.filter(({ contrast }) => contrast < 4.5), `${where}: contrast below 4.5`).toEqual([]);
  expect(seen.filter(({ lineSpacing }) => lineSpacing < 1.29), `${where}: lines closer than 1.3`).toEqual([]);
  expect(targets.filter(({ width, height }) => Math.min(width, height) < 44), `${where}: targets below 44`).toEqual([]);
  expect(targets.filter(({ isMain, width, height }) => isMain && Math.min(width, height) < 60), `${where}: main targets below 60`).toEqual([]);
}
