import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchChromium, openDesk, openPhone } from "./support/browser.ts";
import { takePicture } from "./support/pictures.ts";
import { startProduct, type Product } from "./support/product.ts";
import { settle } from "./support/shots.ts";
import { goTo, loginToConsole } from "./support/staff.ts";
import { addPhoto, chooseVillage, loginBySandbox, openH5, part, tap, write } from "./support/villager.ts";

// The pictures of the README, taken from the running product: `node --import tsx e2e/screenshots.ts`.
const folder = resolve(import.meta.dirname, "../docs/screenshots");
/** A README is read over slow lines too. */
const bytesMax = 200_000;

const product = await startProduct();
const browser = await launchChromium();
try {
  mkdirSync(folder, { recursive: true });
  await takePhonePictures(product, browser);
  await takeElderPicture(product, browser);
  await takeConsolePictures(product, browser);
} finally {
  await browser.close();
  await product.stop();
}

async function takePhonePictures({ url }: Product, from: Browser): Promise<void> {
  const { page } = await openPhone(from);
  await openH5(page, url);
  await chooseVillage(page, "溪口村");
  await loginBySandbox(page, "wu-dabo");
  await tap(page, "tab-home");
  await part(page, "counts").waitFor();
  await part(page, "toast").waitFor({ state: "detached" });
  await keep(page, "home");
  await tap(page, "home-report");
  await addPhoto(page, await takePicture("mud_on_road"));
  await write(page, "report-text", "村口弯道上有堆黄泥，下雨天骑车打滑");
  await keep(page, "report");
  await tap(page, "back");
  await page.locator(".case-card", { hasText: "老街口的路灯" }).filter({ visible: true }).tap();
  await part(page, "case-outcome").waitFor();
  await keep(page, "case");
}

async function takeElderPicture({ url }: Product, from: Browser): Promise<void> {
  const { page } = await openPhone(from);
  await openH5(page, url);
  await chooseVillage(page, "溪口村");
  await tap(page, "elder-switch");
  await part(page, "giant-report").waitFor();
  await keep(page, "elder-home");
}

async function takeConsolePictures(running: Product, from: Browser): Promise<void> {
  const { page } = await openDesk(from);
  await loginToConsole(page, running, running.person("village_secretary"));
  await goTo(page, "我的工作");
  await page.getByRole("tab", { name: "全部未办结" }).click();
  await page.getByRole("row", { name: /进村水泥路/ }).waitFor();
  await keep(page, "console-work");
  await page.getByRole("link", { name: /垃圾桶/ }).click();
  await page.getByRole("heading", { level: 1, name: "诉求" }).waitFor();
  await page.getByText("办理结果").waitFor();
  await keep(page, "console-case");

  const county = (await openDesk(from)).page;
  await loginToConsole(county, running, running.person("county_supervisor"));
  await goTo(county, "办理情况");
  await county.getByRole("row", { name: /群众确认/ }).first().waitFor();
  await keep(county, "figures");

  const auditor = (await openDesk(from)).page;
  await loginToConsole(auditor, running, running.person("auditor"));
  await goTo(auditor, "留痕");
  await auditor.getByRole("row").nth(5).waitFor();
  await keep(auditor, "journal");
}

async function keep(page: Page, name: string): Promise<void> {
  await settle(page);
  const picture = await page.screenshot({ animations: "disabled" });
  if (picture.length > bytesMax) {
    throw new Error(`${name}.png has ${picture.length} bytes, more than ${bytesMax}`);
  }
  writeFileSync(join(folder, `${name}.png`), picture);
}
