import { monitorEventLoopDelay } from "node:perf_hooks";
import { readSheet } from "../read-sheet.ts";

/**
 * A program of its own, so that what it measures is the reader and not the test runner: reads the file named on the
 * command line and writes what that cost as JSON.
 */
const [path = "", name = ""] = process.argv.slice(2);
const megabyte = 1024 * 1024;

// The reader's own code is loaded and warm before memory is compared.
for (let round = 0; round < 3; round += 1) {
  await readFirstRow();
}
const rssBefore = process.memoryUsage.rss();
let rssPeak = rssBefore;
const sampler = setInterval(() => {
  rssPeak = Math.max(rssPeak, process.memoryUsage.rss());
}, 10);
const delay = monitorEventLoopDelay({ resolution: 1 });

// How long one turn of the event loop was held. Other programs on the machine lengthen the time on the clock, and the
// engine's own helper threads the processor time, so the smaller of the two is the nearer to the truth.
let turnMsMax = 0;
let isReading = true;
let turnAt = performance.now();
let turnCpu = process.cpuUsage();
function endTurn(): void {
  const { user, system } = process.cpuUsage(turnCpu);
  turnMsMax = Math.max(turnMsMax, Math.min(performance.now() - turnAt, (user + system) / 1000));
  turnAt = performance.now();
  turnCpu = process.cpuUsage();
  if (isReading) {
    setImmediate(endTurn);
  }
}
setImmediate(endTurn);

const startedAt = performance.now();
delay.enable();
let rows = 0;
let problems = 0;
for await (const row of readSheet({ path, name }, { onProblem: () => (problems += 1) })) {
  rows += row.cells.length > 0 ? 1 : 0;
}
delay.disable();
isReading = false;
const seconds = (performance.now() - startedAt) / 1000;
clearInterval(sampler);

process.stdout.write(
  JSON.stringify({
    rows,
    problems,
    seconds,
    rssGrowthMb: (rssPeak - rssBefore) / megabyte,
    rssPeakMb: process.resourceUsage().maxRSS / 1024,
    turnMsMax,
    delayMsMax: delay.max / 1e6,
    delayMsP99: delay.percentile(99) / 1e6,
  }),
);

async function readFirstRow(): Promise<void> {
  for await (const row of readSheet({ path, name }, { onProblem: () => undefined })) {
    if (row.cells.length > 0) {
      return;
    }
  }
}
