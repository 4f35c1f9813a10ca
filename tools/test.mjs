// npm test, npm run check (--fast) and npm run soak (--soak): from nothing to a verdict.
import "./lib/node-version.mjs";
import { BuildFailed, installPackages } from "./lib/build.mjs";
import { onceAskedToStop, stopRunning } from "./lib/child.mjs";
import { isGood, lastLine, total } from "./lib/outcome.mjs";
import { elapsed, giveUp, say } from "./lib/say.mjs";
import { fastSteps, fullSteps, soakSteps } from "./lib/steps.mjs";
import { startServers } from "./servers.mjs";

const mode = process.argv[2] ?? "--all";
const mayNotSkip = process.env.CI === "true";

if (!["--all", "--fast", "--soak"].includes(mode)) {
  giveUp("use: node tools/test.mjs [--fast | --soak]");
}
onceAskedToStop(() => void stopRunning().then(() => process.exit(130)));
try {
  await installPackages();
} catch (error) {
  giveUp(error instanceof BuildFailed ? error.message : error.stack);
}
const sums = total(await runAll());
report(sums);
process.exitCode = isGood(sums, mayNotSkip) ? 0 : 1;

async function runAll() {
  if (mode === "--fast") {
    return runSteps(fastSteps);
  }
  const servers = await startServers();
  try {
    return await runSteps(mode === "--soak" ? soakSteps(servers) : [...fastSteps, ...fullSteps(servers)]);
  } finally {
    await servers.stop();
  }
}

// Light steps in a row keep one core each busy, so two go side by side; a suite has the machine to itself.
async function runSteps(steps) {
  const outcomes = [];
  let beside = [];
  for (const step of steps) {
    if (!step.isLight || beside.length === 2) {
      outcomes.push(...(await Promise.all(beside.map(runStep))));
      beside = [];
    }
    if (step.isLight) {
      beside.push(step);
    } else {
      outcomes.push(await runStep(step));
    }
  }
  return [...outcomes, ...(await Promise.all(beside.map(runStep)))];
}

async function runStep({ name, run }) {
  const startedAt = Date.now();
  const result = await run();
  say(`${mark(result)} ${name}: ${lastLine(total([result]))}, ${elapsed(startedAt)}`);
  explain(result);
  return result;
}

function mark({ failed, skipped }) {
  if (failed.length > 0) {
    return "✗";
  }
  return skipped.length > 0 ? "–" : "✓";
}

function explain({ failed, tail, logFile }) {
  if (failed.length === 0) {
    return;
  }
  failed.forEach((name) => console.log(`    ✗ ${name}`));
  tail.forEach((line) => console.log(`      ${line}`));
  if (logFile !== undefined) {
    console.log(`      full output: ${logFile}`);
  }
}

function report({ failed, skipped, ...sums }) {
  console.log("");
  failed.forEach((name) => console.log(`failed: ${name.split("\n")[0]}`));
  skipped.forEach((name) => console.log(`skipped: ${name}${mayNotSkip ? " (with CI=true a skip is a failure)" : ""}`));
  say("done");
  console.log(lastLine({ failed, skipped, ...sums }));
}
