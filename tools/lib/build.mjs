import { existsSync } from "node:fs";
import { join } from "node:path";
import { runToEnd } from "./child.mjs";
import { bin, cacheFolder, root } from "./root.mjs";
import { elapsed, say } from "./say.mjs";
import { fingerprint, isFresh, removeStamp, writeStamp } from "./stamp.mjs";

const shared = ["package-lock.json", "tsconfig.base.json", "api/contract", "api/proof"];
const production = { NODE_ENV: "production" };

const parts = {
  api: {
    title: "接口服务 · API",
    sources: [...shared, "api/src", "api/build.mjs", "api/package.json", "config"],
    result: "api/dist/main.mjs",
    command: [process.execPath, [join(root, "api/build.mjs")]],
    cwd: "api",
  },
  admin: {
    title: "管理台 · console",
    sources: [...shared, "admin"],
    result: "admin/dist/index.html",
    command: [bin("vite"), ["build"]],
    cwd: "admin",
  },
  h5: {
    title: "手机网页 · H5",
    // The keys of the county's record are built in.
    sources: [...shared, "miniprogram", "config/counties"],
    result: "miniprogram/dist/h5/index.html",
    command: [bin("taro"), ["build", "--type", "h5"]],
    cwd: "miniprogram",
  },
  weapp: {
    title: "微信小程序 · weapp",
    // The keys of the county's record are built in.
    sources: [...shared, "miniprogram", "config/counties"],
    result: "miniprogram/dist/weapp/app.json",
    command: [bin("taro"), ["build", "--type", "weapp"]],
    cwd: "miniprogram",
  },
};

/** Installs what the lock names, unless exactly that is installed already. */
export async function installPackages() {
  const print = fingerprint(["package-lock.json"]);
  if (isFresh("install", print, "node_modules/.package-lock.json")) {
    return;
  }
  removeStamp("install");
  await step("正在安装依赖（第一次要一两分钟）· installing packages", "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    logFile: log("install"),
  });
  writeStamp("install", print);
}

/** Builds a part unless its sources are what the last build saw. */
export async function buildPart(name) {
  const { title, sources, result, command, cwd } = parts[name];
  const print = fingerprint(sources);
  if (isFresh(name, print, result)) {
    return;
  }
  removeStamp(name);
  const [program, args] = command;
  await step(`正在构建 ${title} · building`, program, args, { cwd: join(root, cwd), env: production, logFile: log(`build-${name}`) });
  if (!existsSync(join(root, result))) {
    throw new BuildFailed(`${title}: built without an error, but ${result} is not there`);
  }
  writeStamp(name, print);
}

/** A step outside our own code that went wrong; its message holds what it said last. */
export class BuildFailed extends Error {}

async function step(title, program, args, settings) {
  say(title);
  const startedAt = Date.now();
  const alive = setInterval(() => say(`${title} … ${elapsed(startedAt)}`), 15_000);
  const { code, tail } = await runToEnd(program, args, settings);
  clearInterval(alive);
  if (code !== 0) {
    throw new BuildFailed(`${title}: failed (${code})\n${tail.slice(-25).join("\n")}\n全部输出 · full output: ${settings.logFile}`);
  }
  say(`${title} ✓ ${elapsed(startedAt)}`);
}

const log = (name) => join(cacheFolder("logs"), `${name}.log`);
