import { logKeyLine, openCheckpoint, parseLogKey, type OpenedCheckpoint } from "@cunqing/proof";
import type { CountyProfile } from "@cunqing/config";
import { readFile } from "node:fs/promises";
import { RestoreRefused } from "./restore-refused.ts";

const bytesMax = 100_000;
const timeoutMs = 15_000;

/**
 * The last head of the record that anybody has kept: a file or an address of a checkpoint (a witness has one), signed
 * by one of our own keys. `unknown` is an answer too, but it must be given: nobody loses entries by leaving out a word.
 * @returns null for `unknown`.
 */
export async function readLastCheckpoint(source: string | undefined, county: Pick<CountyProfile, "trail">): Promise<OpenedCheckpoint | null> {
  if (source === undefined || source === "") {
    throw new RestoreRefused("Say where the record had come to: --last-checkpoint FILE or URL (ask a witness), or --last-checkpoint unknown.");
  }
  if (source === "unknown") {
    return null;
  }
  const text = /^https?:\/\//.test(source) ? await fetchText(source) : await readText(source);
  const { origin, logKeys } = county.trail;
  const keys = logKeys.flatMap((key) => parseLogKey(logKeyLine(key)) ?? []);
  const checkpoint = openCheckpoint(text, { origin, logKeys: keys });
  if (!checkpoint) {
    throw new RestoreRefused(`${source} is no checkpoint of ${origin} that one of its keys has signed.`);
  }
  return checkpoint;
}

async function readText(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new RestoreRefused(`${file} cannot be read: ${error.code ?? error.message}.`);
  });
}

async function fetchText(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    const text = await response.text();
    if (response.ok && text.length <= bytesMax) {
      return text;
    }
    throw new RestoreRefused(`${url} answered ${response.status} with ${text.length} characters, which is no checkpoint.`);
  } catch (error) {
    if (error instanceof RestoreRefused) {
      throw error;
    }
    throw new RestoreRefused(`${url} cannot be reached: ${error instanceof Error ? error.message : "unknown reason"}.`);
  }
}
