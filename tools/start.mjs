// npm start: from a fresh clone to a running demo county. Node's own modules only: nothing is installed yet.
import "./lib/node-version.mjs";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { buildPart, BuildFailed, installPackages } from "./lib/build.mjs";
import { onceAskedToStop, portTaken, stopRunning } from "./lib/child.mjs";
import { demoPeopleTable } from "./lib/demo-people.mjs";
import { ProductFailed, startProduct } from "./lib/product.mjs";
import { root } from "./lib/root.mjs";
import { elapsed, giveUp, say } from "./lib/say.mjs";

const port = readPort(process.env.PORT ?? "3000");
const dataDir = resolve(root, process.env.DATA_DIR ?? ".data");
let isStopping = false;

onceAskedToStop(stop);

await refuseTakenPort();
try {
  await installPackages();
  await Promise.all([buildPart("api").then(() => buildPart("admin")), buildPart("h5")]);
  mkdirSync(dataDir, { recursive: true });
  const product = await startProduct({ port, dataDir, onLost: lost });
  say(`就绪 · ready, ${elapsed()}`);
  printAddresses(product);
} catch (error) {
  if (!isStopping) {
    isStopping = true;
    await stopRunning();
    giveUp(error instanceof BuildFailed || error instanceof ProductFailed ? error.message : error.stack);
  }
}

async function stop() {
  if (isStopping) {
    return;
  }
  isStopping = true;
  say("正在停止 · stopping");
  await stopRunning(20_000);
  process.exit(0);
}

async function lost(message) {
  if (isStopping) {
    return;
  }
  isStopping = true;
  await stopRunning(20_000);
  giveUp(message);
}

function readPort(text) {
  const number = Number(text);
  if (!/^\d{1,5}$/.test(text) || number < 1 || number > 65_535) {
    giveUp(`PORT=${text} 不是端口号，请用 1 到 65535 之间的数 · PORT must be a number from 1 to 65535.`);
  }
  return number;
}

async function refuseTakenPort() {
  const reason = await portTaken(port, process.env.HOST ?? "127.0.0.1");
  if (reason === "EADDRINUSE") {
    giveUp(`端口 ${port} 已被占用，请换一个：PORT=${port + 1} npm start · Port ${port} is taken; choose another: PORT=${port + 1} npm start`);
  }
  if (reason !== null) {
    giveUp(`端口 ${port} 不能用（${reason}），请换一个：PORT=3000 npm start · Port ${port} cannot be used (${reason}); choose another: PORT=3000 npm start`);
  }
}

function printAddresses({ url, sandboxUrl }) {
  console.log(`
  村情通 Cunqingtong
    首页 · start here          ${url}/
    村民端 · villagers (H5)    ${url}/m/
    管理台 · staff console     ${url}/admin/
    接口说明 · API             ${url}/api/docs
    模拟微信 · sandbox         ${sandboxUrl}/sandbox/

${demoPeopleTable(dataDir)}
  数据 · data: ${dataDir}    停止 · stop: Ctrl-C
`);
}
