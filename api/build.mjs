// Bundles our own TypeScript for production. Packages stay outside: stack traces stay readable, and the
// native ones could not be bundled anyway.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const api = import.meta.dirname;
const out = join(api, "dist");

const programs = ["main", "setup", "backup", "restore", "rotate-keys", "rebuild-figures", "witness", "trail-verify", "trail-key"].filter((name) => existsSync(join(api, "src", `${name}.ts`)));

// Every workspace is TypeScript source, so it goes inside; whatever a workspace needs from npm stays outside.
const packages = ["api", "api/contract", "api/proof", "config"]
  .flatMap((folder) => Object.keys(JSON.parse(readFileSync(join(api, "..", folder, "package.json"), "utf8")).dependencies ?? {}))
  .filter((name) => !name.startsWith("@cunqing/"));

rmSync(out, { recursive: true, force: true });
mkdirSync(out);
const settings = {
  entryPoints: Object.fromEntries(programs.map((name) => [name, join(api, "src", `${name}.ts`)])),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  sourcemap: true,
  logLevel: "warning",
  external: packages.flatMap((name) => [name, `${name}/*`]),
};
try {
  await build(settings);
} catch {
  // esbuild has said on its own what is wrong, and where.
  process.exit(1);
}

// A worker is started by its address, so it has to lie beside the program as a file of its own.
const worker = "src/modules/files/media/heic-worker.mjs";
if (existsSync(join(api, worker))) {
  copyFileSync(join(api, worker), join(out, "heic-worker.mjs"));
}
