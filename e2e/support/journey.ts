import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { launchChromium, openDesk, openKeptPhone, openPhone, type Device } from "./browser.ts";
import { startProduct, type Product } from "./product.ts";
import { takeShot } from "./shots.ts";

export interface Journey {
  product(): Product;
  openPhone(): Promise<Device>;
  /** The one phone of this journey that remembers what was on it after its browser was closed. */
  openKeptPhone(): Promise<Device>;
  openDesk(): Promise<Device>;
  /** Keeps a picture of this step, numbered in the order of the journey. */
  shot(page: Page, step: string): Promise<void>;
}

const shotsFolder = resolve(import.meta.dirname, "../shots");

/**
 * A product of its own and a browser for one file of tests, which are the steps of one journey. Whatever goes wrong
 * in any page without the journey having asked for it fails the step in which it went wrong.
 */
export function startJourney(name: string): Journey {
  const folder = join(shotsFolder, name);
  const devices: Device[] = [];
  let begun: { product: Product; browser: Browser } | undefined;
  let shots = 0;
  let isBroken = false;

  beforeAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const [product, browser] = await Promise.all([startProduct(), launchChromium()]);
    begun = { product, browser };
  });
  // Each step stands on the one before; without it the others would only wait in vain.
  beforeEach((step) => step.skip(isBroken, "an earlier step failed"));
  afterEach(async ({ task }) => {
    isBroken ||= task.result?.state === "fail";
    const problems = devices.flatMap((device) => device.problems.take());
    isBroken ||= problems.length > 0;
    if (isBroken) {
      await Promise.all(devices.map(({ page }, index) => takeShot(page, join(folder, `failed-${index + 1}.png`))));
    }
    expect(problems, "what went wrong in the pages").toEqual([]);
  });
  afterAll(async () => {
    await Promise.all(devices.map(({ context }) => context.close()));
    await begun?.browser.close();
    await begun?.product.stop();
  });

  const now = (): { product: Product; browser: Browser } => {
    if (!begun) {
      throw new Error("the journey has not begun");
    }
    return begun;
  };
  const keep = (device: Device): Device => {
    devices.push(device);
    return device;
  };
  return {
    product: () => now().product,
    openPhone: async () => keep(await openPhone(now().browser)),
    openKeptPhone: async () => keep(await openKeptPhone(join(now().product.folder, "phone"))),
    openDesk: async () => keep(await openDesk(now().browser)),
    async shot(page, step) {
      shots += 1;
      await takeShot(page, join(folder, `${String(shots).padStart(2, "0")}-${step}.png`));
    },
  };
}
