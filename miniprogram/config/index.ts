import { defineConfig, type UserConfigExport } from "@tarojs/cli";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

const here = (...parts: string[]): string => path.resolve(__dirname, "..", ...parts);
const platform = process.env.TARO_ENV === "h5" ? "h5" : "weapp";

// These are plain TypeScript outside src and node_modules, so Taro would hand them to webpack uncompiled.
const ourSources = [here("../api/contract/src") + path.sep, here("../api/proof/src") + path.sep];
// These packages ship ES2020 or newer; old Android WebViews stop at ES2015.
const modernPackages = /node_modules[\\/](@tanstack|uqr|query-string|filter-obj|split-on-first|decode-uri-component)[\\/]/;
const compiledToo = [(file: string) => modernPackages.test(file), (file: string) => ourSources.some((source) => file.startsWith(source))];

// H5 lives on the API's own origin; a mini-program has no origin and must be told where the API is.
const apiBase = platform === "h5" ? "" : (process.env.API_BASE ?? "http://127.0.0.1:3000");

// The keys of the county's record are built in.
const trail = readTrail(here("../config/counties", process.env.COUNTY ?? "longyou", "trail.json"));

const constants = { __API_BASE__: JSON.stringify(apiBase), __TRAIL__: JSON.stringify(trail) };

// The cache does not notice other constants: a build for other keys would carry the old ones. So each set has its own.
const cacheName = [process.env.NODE_ENV, platform, createHash("sha256").update(JSON.stringify(constants)).digest("hex").slice(0, 12)].join("-");

export default defineConfig<"webpack5">(async (merge) => {
  const settings: UserConfigExport<"webpack5"> = {
    projectName: "cunqing",
    date: "2026-11-24",
    designWidth: 750,
    deviceRatio: { 640: 2.34 / 2, 750: 1, 375: 2, 828: 1.81 / 2 },
    sourceRoot: "src",
    outputRoot: `dist/${platform}`,
    plugins: [here("config/aria-plugin.js")],
    defineConstants: constants,
    copy: {
      // The tab bar is drawn by our pages, so that the elder view scales it; WeChat still wants a component to exist.
      patterns:
        platform === "weapp"
          ? [{ from: "native/custom-tab-bar/", to: `dist/${platform}/custom-tab-bar/` }]
          : [],
      options: {},
    },
    framework: "react",
    compiler: { type: "webpack5", prebundle: { enable: false } },
    cache: { enable: process.env.CI !== "true", name: cacheName },
    mini: {
      optimizeMainPackage: { enable: true },
      compile: { include: compiledToo },
      postcss: { pxtransform: { enable: true, config: {} } },
      webpackChain(chain, webpack) {
        // TanStack Query waits for ever, in silence, where AbortController is missing. Page code receives its globals
        // as shadowed parameters, so setting globalThis would not reach it; every use is rewritten instead.
        const polyfill = here("src/polyfill/abort.ts");
        chain.plugin("abort-polyfill").use(webpack.ProvidePlugin, [
          { AbortController: [polyfill, "AbortController"], AbortSignal: [polyfill, "AbortSignal"] },
        ]);
      },
    },
    h5: {
      publicPath: "/m/",
      staticDirectory: "static",
      router: { mode: "hash" },
      compile: { include: compiledToo },
      webpackChain(chain) {
        // Taro shares code between first-load files only, so every page would carry its own copy of the controls.
        chain.optimization.splitChunks({ chunks: "all", minSize: 10_000 });
      },
      // Taro's default lets a desktop window double every size; a phone-wide column reads better.
      postcss: { autoprefixer: { enable: true, config: {} }, pxtransform: { enable: true, config: { minRootSize: 17, maxRootSize: 23, baseFontSize: 20 } } },
      output: { filename: "js/[name].[contenthash:8].js", chunkFilename: "js/[name].[contenthash:8].js" },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: "css/[name].[contenthash:8].css",
        chunkFilename: "css/[name].[contenthash:8].css",
      },
    },
  };
  return merge({}, settings);
});

interface TrailFile {
  readonly origin: string;
  readonly logKeys: readonly { readonly vkey: string; readonly untilSize?: number }[];
  readonly witnesses: readonly { readonly name: string; readonly vkey: string; readonly isOutside: boolean }[];
  readonly promiseSeconds: number;
}

/** Of the county's settings only what the phone has to know. */
function readTrail(file: string): Omit<TrailFile, "logKeys"> & { logKeys: string[] } {
  const { origin, logKeys, witnesses, promiseSeconds } = JSON.parse(readFileSync(file, "utf8")) as TrailFile;
  return {
    origin,
    // As `parseLogKey` of @cunqing/proof reads them.
    logKeys: logKeys.map(({ vkey, untilSize }) => (untilSize === undefined ? vkey : `${vkey} ${untilSize}`)),
    witnesses: witnesses.map(({ name, vkey, isOutside }) => ({ name, vkey, isOutside })),
    promiseSeconds,
  };
}
