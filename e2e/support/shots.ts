import type { Page } from "playwright-core";

/** A picture of what a person has before his eyes, once its photos are there. */
export async function takeShot(page: Page, path: string): Promise<void> {
  if (page.isClosed()) {
    return;
  }
  await page.waitForFunction(() => [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > window.innerHeight || image.offsetParent === null)).catch(() => undefined);
  await page.screenshot({ path, animations: "disabled" });
}
