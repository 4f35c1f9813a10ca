// npm run dev: everything from source, restarted when it changes. `--h5` also rebuilds the H5 mini-program.
import "./lib/node-version.mjs";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildPart, BuildFailed, installPackages } from "./lib/build.mjs";
import { onceAskedToStop, startChild, stopRunning } from "./lib/child.mjs";
import { demoPeopleTable } from "./lib/demo-people.mjs";
import { ProductFailed, startProduct } from "./lib/product.mjs";
import { bin, root } from "./lib/root.mjs";
import { giveUp, say } from "./lib/say.mjs";

const port = Number(process.env.PORT ?? "3000");
const dataDir = resolve(root, process.env.DATA_DIR ?? ".data");
const watchesH5 = process.argv.includes("--h5");
let isStopping = false;

onceAskedToStop(() => end(null));

try {
  await installPackages();
  if (!watchesH5) {
    await buildPart("h5");
  }
  mkdirSync(dataDir, { recursive: true });
  const { url, sandboxUrl } = await startProduct({
    port,
    dataDir,
    apiArgs: ["--watch", "--watch-preserve-output", "--import", "tsx", join(root, "api/src/main.ts")],
    env: { NODE_ENV: "development" },
    onApiLine: (line) => console.log(`api    ${line}`),
    onLost: (message) => end(message),
  });
  startHelper("admin", [bin("vite"), "--port", "5173", "--clearScreen", "false"], "admin");
  if (watchesH5) {
    startHelper("h5", [bin("taro"), "build", "--type", "h5", "--watch"], "miniprogram");
  }
  console.log(`
  首页 · start here       ${url}/
  村民端 · villagers      ${url}/m/${watchesH5 ? "" : "    (rebuild on change: npm run dev -- --h5)"}
  管理台 · console        http://localhost:5173/admin/
  模拟微信 · sandbox      ${sandboxUrl}/sandbox/

${demoPeopleTable(dataDir)}
`);
} catch (error) {
  await end(error instanceof BuildFailed || error instanceof ProductFailed ? error.message : error.stack);
}

function startHelper(name, [program, ...args], folder) {
  const { ended } = startChild(program, args, {
    cwd: join(root, folder),
    env: { NODE_ENV: "development" },
    onLine: (line) => console.log(`${name.padEnd(6)} ${line}`),
  });
  void ended.then(() => end(`${name} ended by itself`));
}

async function end(message) {
  if (isStopping) {
    return;
  }
  isStopping = true;
  say("正在停止 · stopping");
  await stopRunning(20_000);
  if (message !== null) {
    giveUp(message);
  }
  process.exit(0);
}
