import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, expect, test } from "vitest";
import { heicSample } from "./testing/heic-sample.ts";

// Beneath the packages, so that the worker finds its decoder as it does in production.
const packages = dirname(dirname(createRequire(import.meta.url).resolve("heic-decode/package.json")));
mkdirSync(join(packages, ".cache"), { recursive: true });
const out = mkdtempSync(join(packages, ".cache", "heic-bundle-"));
afterAll(() => { rmSync(out, { recursive: true, force: true }); });

async function bundleInto(program: string, folder: string): Promise<typeof import("./heic.ts")> {
  const outfile = join(out, program, folder, "heic.mjs");
  await build({ entryPoints: [join(import.meta.dirname, "heic.ts")], outfile, bundle: true, platform: "node", format: "esm" });
  // What comes back is the module just built from heic.ts.
  return import(/* @vite-ignore */ pathToFileURL(outfile).href) as Promise<typeof import("./heic.ts")>;
}

test.each([["beside its worker", "."], ["in a folder of shared parts", "parts"]])(
  "the decoder also runs from a bundle, %s",
  async (name, folder) => {
    const { decodeHeic } = await bundleInto(name, folder);
    copyFileSync(join(import.meta.dirname, "heic-worker.mjs"), join(out, name, "heic-worker.mjs"));
    expect(await decodeHeic(heicSample)).toMatchObject({ width: 64, height: 48 });
  },
);

test("a bundle shipped without its worker is our defect, not an unreadable photo", async () => {
  const { decodeHeic } = await bundleInto("alone", ".");
  await expect(decodeHeic(heicSample)).rejects.toMatchObject({ code: "MODULE_NOT_FOUND" });
});
