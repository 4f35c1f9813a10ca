import { rmSync } from "node:fs";
import { join } from "node:path";
import { freePort, startChild } from "./child.mjs";
import { answering } from "./mariadb.mjs";
import { cacheFolder, root } from "./root.mjs";
import { say } from "./say.mjs";

/** The product's own program would not start; the message holds what it said last. */
export class ProductFailed extends Error {}

const bundled = [join(root, "api/dist/main.mjs")];

/**
 * The sandbox and the API of the demo. `onLost` hears in words when one of them ends by itself.
 * `apiArgs` are what Node is given for the API; without them it is the built bundle.
 */
export async function startProduct({ port, dataDir, onLost, apiArgs = bundled, env = {}, onApiLine = () => {} }) {
  const sandbox = await startSandbox();
  const api = startApi({ port, dataDir, apiArgs, env, onApiLine, sandboxUrl: sandbox.url });
  const url = await api.ready;
  watch("接口服务 · API", api, onLost);
  watch("模拟微信 · sandbox", sandbox, onLost);
  watch("见证 · witness", startWitness({ url, dataDir }), onLost);
  return { url, sandboxUrl: sandbox.url };
}

async function startSandbox() {
  say("正在启动模拟微信 · starting the sandbox");
  const port = Number(process.env.SANDBOX_PORT ?? (await freePort()));
  const logFile = freshLog("sandbox");
  const child = startChild(process.execPath, ["--import", "tsx", join(root, "sandbox/src/main.ts")], {
    env: { SANDBOX_PORT: String(port) },
    logFile,
  });
  await answering(port, child, `The sandbox (${logFile})`);
  return { child, url: `http://127.0.0.1:${port}`, logFile, tail: [] };
}

function startApi({ port, dataDir, apiArgs, env, onApiLine, sandboxUrl }) {
  say("正在启动接口服务（第一次要建库和导入示范县）· starting the API");
  const logFile = freshLog("api");
  const tail = [];
  let isReady;
  const firstReady = new Promise((done) => (isReady = done));
  const child = startChild(process.execPath, apiArgs, {
    env: {
      NODE_ENV: "production",
      MODE: "demo",
      ROLES: "web,worker,clock",
      CUNQING_ROOT: root,
      PORT: String(port),
      DATA_DIR: dataDir,
      SANDBOX_URL: sandboxUrl,
      WECHAT_BASE_URL: sandboxUrl,
      WECHAT_TEMPLATES: JSON.stringify({ case_progress: "sandbox-case-progress", case_result: "sandbox-case-result" }),
      SMS_URL: `${sandboxUrl}/sms/send`,
      ...env,
    },
    logFile,
    onLine(line) {
      tail.push(line);
      if (tail.length > 15) {
        tail.shift();
      }
      const ready = /^ready (http\S+)/.exec(line);
      if (ready !== null) {
        isReady(ready[1].replace(/\/$/, ""));
      }
      onApiLine(line);
    },
  });
  const ended = child.ended.then(() => Promise.reject(new ProductFailed(`The API ended before it was ready.\n${tail.join("\n")}\n${logFile}`)));
  return { child, ready: Promise.race([firstReady, ended]), logFile, tail };
}

/** The demo's witness plays a township's PC: it knows the record by its public addresses only. Its key is known to everyone. */
function startWitness({ url, dataDir }) {
  const logFile = freshLog("witness");
  const args = ["--trail", url, "--key", join(root, "sandbox/witness/demo-witness.key"), "--state", join(dataDir, "demo-witness.json"), "--every", "5"];
  const child = startChild(process.execPath, ["--import", "tsx", join(root, "api/src/witness.ts"), ...args], { logFile });
  return { child, logFile, tail: [] };
}

function watch(name, { child, logFile, tail }, onLost) {
  void child.ended.then(({ code, signal }) =>
    onLost(`${name} 意外结束 · ended by itself (${signal ?? `code ${code}`}); log: ${logFile}${tail.map((line) => `\n  ${line}`).join("")}`),
  );
}

function freshLog(name) {
  const file = join(cacheFolder("logs"), `${name}.log`);
  rmSync(file, { force: true });
  return file;
}
