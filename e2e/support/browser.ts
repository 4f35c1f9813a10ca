import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { watchProblems, type Problems } from "./problems.ts";

/** One person's device: what is stored in it is not shared with another. */
export interface Device {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly problems: Problems;
}

const settings = {
  executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};
const place = { locale: "zh-CN", timezoneId: "Asia/Shanghai" };

export const launchChromium = (): Promise<Browser> => chromium.launch(settings);

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

export const openPhone = (browser: Browser): Promise<Device> => open(browser, phone);

export async function openDesk(browser: Browser): Promise<Device> {
  const device = await open(browser, desk);
  // The console asks who it is talking to before anybody logged in; the session is in a cookie it cannot read.
  device.problems.expect("401 GET /api/staff/self");
  return device;
}

/** A phone whose storage lies in a folder, so that it can be opened again after it was closed. */
export async function openKeptPhone(folder: string): Promise<Device> {
  const context = await chromium.launchPersistentContext(folder, { ...settings, ...place, ...phone });
  return begin(context, context.pages()[0] ?? (await context.newPage()));
}

async function open(browser: Browser, options: BrowserContextOptions): Promise<Device> {
  const context = await browser.newContext({ ...place, ...options });
  return begin(context, await context.newPage());
}

function begin(context: BrowserContext, page: Page): Device {
  context.setDefaultTimeout(patienceMs);
  return { context, page, problems: watchProblems(context) };
}

/** Long enough for two busy cores, short enough that a hang is named soon. */
const patienceMs = 15_000;
