import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { watchProblems, type Problems } from "./problems.ts";

/** One person's device: what is stored in it is not shared with another. */
export interface Device {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly problems: Problems;
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

export const openPhone = (browser: Browser, more: BrowserContextOptions = {}): Promise<Device> => open(browser, { ...phone, ...more });

export async function openDesk(browser: Browser): Promise<Device> {
  const device = await open(browser, desk);
  // The console asks who it is talking to before anybody logged in; the session is in a cookie it cannot read.
  device.problems.expect("401 GET /api/staff/self");
  return device;
}

async function open(browser: Browser, options: BrowserContextOptions): Promise<Device> {
  const context = await browser.newContext({ locale: "zh-CN", timezoneId: "Asia/Shanghai", ...options });
  context.setDefaultTimeout(patienceMs);
  const problems = watchProblems(context);
  return { context, page: await context.newPage(), problems };
}

/** Long enough for two busy cores, short enough that a hang is named soon. */
const patienceMs = 15_000;
