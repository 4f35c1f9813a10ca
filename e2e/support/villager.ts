import type { Locator, Page } from "playwright-core";
import type { Picture } from "./pictures.ts";

/** The part of this name on the page on top; the one left behind stays in the document, and in sight while it slides away. */
export const part = (page: Page, id: string): Locator => page.locator(`[id="${id}"]`).filter({ visible: true }).last();

export const tap = (page: Page, id: string): Promise<void> => part(page, id).tap();

export const write = (page: Page, id: string, words: string): Promise<void> => part(page, id).locator("input, textarea").fill(words);

/** Opens the H5 as from a link in a chat. */
export async function openH5(page: Page, url: string, at = ""): Promise<void> {
  await page.goto(`${url}/m/${at}`);
  await page.locator(".page").filter({ visible: true }).last().waitFor();
}

export async function chooseVillage(page: Page, name: string): Promise<void> {
  await tap(page, "choose-village");
  await write(page, "village-search", name);
  await page.locator(".row", { hasText: name }).filter({ visible: true }).first().tap();
  await part(page, "choose-village").getByText(name).waitFor();
}

/** The sandbox plays WeChat: one picks who one is. */
export async function loginBySandbox(page: Page, personId: string): Promise<void> {
  await tap(page, "tab-mine");
  await tap(page, "login");
  await tap(page, `sandbox-${personId}`);
  await agree(page);
  await part(page, "account-name").waitFor();
}

export async function agree(page: Page): Promise<void> {
  await tap(page, "consent-agree");
}

export async function addPhoto(page: Page, picture: Picture): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), openAlbum(page)]);
  await chooser.setFiles(picture);
  await page.locator(".photo-kept").filter({ visible: true }).first().waitFor();
}

/** The first time, consent is asked before the album opens. */
async function openAlbum(page: Page): Promise<void> {
  await tap(page, "add-photo");
  const consent = part(page, "consent-agree");
  await consent.or(page.locator("input[type=file]")).first().waitFor({ state: "attached" });
  if (await consent.isVisible()) {
    await consent.tap();
  }
}

/** The card of a case in whichever list is open. */
export const cardOf = (page: Page, words: string): Locator => page.locator(".case-card", { hasText: words }).filter({ visible: true });

/** One tap on the home page, some words, and "send". Answers once the receipt is there. */
export async function report(page: Page, words: string): Promise<void> {
  await tap(page, "home-report");
  await write(page, "report-text", words);
  await tap(page, "send-report");
  await part(page, "report-sent").getByText("已送到").waitFor();
}

export const textOf = (page: Page): Promise<string> => page.locator(".page").filter({ visible: true }).last().innerText();
