import type { Page } from "playwright-core";

/** A picture of what a person has before his eyes, once its photos are there. */
export async function takeShot(page: Page, path: string): Promise<void> {
  if (page.isClosed()) {
    return;
  }
  await settle(page);
  await page.screenshot({ path, animations: "disabled" });
}

/** Waits for the photos in sight. A picture of a broken page is worth more than none, so it gives up without complaint. */
export async function settle(page: Page): Promise<void> {
  const isThere = (): boolean =>
    [...document.images].every((image) => {
      const box = image.getBoundingClientRect();
      const isInSight = box.width > 0 && box.bottom > 0 && box.top < window.innerHeight;
      return image.complete || !isInSight;
    });
  await page.waitForFunction(isThere, undefined, { timeout: 3_000 }).catch(() => undefined);
}
