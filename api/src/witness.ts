import { readFile } from "node:fs/promises";
import { KeyFault, readKeys } from "./witness/key-file.ts";
import { openMemory, StateFault } from "./witness/memory.ts";
import { readOptions } from "./witness/options.ts";
import { exitCodes } from "./witness/outcome.ts";
import { runWitness } from "./witness/run-witness.ts";
import { createTrailClient } from "./witness/trail-client.ts";

/**
 * `npm run witness -- --trail URL --key FILE`: watches the record of a county from a computer that does not belong to
 * the office which runs it, and signs what it saw. docs/witness.md tells how to set one up and what an alarm means.
 */
const say = (line: string): void => void process.stdout.write(`${new Date().toISOString()} ${line}\n`);

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = error instanceof KeyFault || error instanceof StateFault || (error instanceof Error && "code" in error && error.code === "ENOENT");
  process.stderr.write(`${isUsage ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = isUsage ? exitCodes.usage : exitCodes.broken;
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const keys = readKeys(await readFile(options.keyFile, "utf8"), options.logKeys);
  const memory = await openMemory(options.stateFile);
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  say(`见证人 ${keys.cosigner.name}，记录册 ${keys.origin} / witness ${keys.cosigner.name} of ${keys.origin}`);
  return runWitness({ client: createTrailClient(options.trail), memory, keys, say, now: Date.now, wait: (ms) => pause(ms, stop.signal) }, options);
}

function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      return resolve(false);
    }
    const end = (): void => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", end);
      resolve(true);
    }, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}
