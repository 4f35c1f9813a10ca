import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildPart } from "./lib/build.mjs";
import { freePort, stopRunning } from "./lib/child.mjs";
import { startProduct } from "./lib/product.mjs";
import { root } from "./lib/root.mjs";

/**
 * The whole product as `npm start` runs it, on free ports and with its data in a folder of the caller's choice:
 * for whoever drives it from outside. What is not built from today's sources is built first; with E2E_AS_BUILT=1
 * front ends that are there are taken as they are, for somebody at work on the other side.
 */
export async function startDemo({ dataDir }) {
  await buildPart("api");
  for (const [part, page] of [["admin", "admin/dist/index.html"], ["h5", "miniprogram/dist/h5/index.html"]]) {
    if (process.env.E2E_AS_BUILT !== "1" || !existsSync(join(root, page))) {
      await buildPart(part);
    }
  }
  const lost = [];
  const { url, sandboxUrl } = await startProduct({ port: await freePort(), dataDir, onLost: (message) => lost.push(message) });
  return { url, sandboxUrl, lost: () => [...lost], stop: () => stopRunning(20_000) };
}
