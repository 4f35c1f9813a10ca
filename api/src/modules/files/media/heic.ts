import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { MediaRefused } from "./media-refused.ts";

export interface RawPhoto {
  readonly width: number;
  readonly height: number;
  /** RGBA, eight bits each. */
  readonly data: Uint8Array;
}

export interface HeicLimits {
  readonly timeMs: number;
  readonly pixelsMax: number;
  readonly memoryMax: number;
}

// The largest phone cameras make 48.8 megapixels.
export const heicLimits: HeicLimits = { timeMs: 15_000, pixelsMax: 50_000_000, memoryMax: 1024 ** 3 };

/**
 * Decodes in a thread of its own, because the decoder is slow, synchronous and fed by strangers: it is ended when
 * it takes too long or too much, and its death is an answer, not a crash.
 */
export async function decodeHeic(bytes: Buffer, limits: HeicLimits = heicLimits): Promise<RawPhoto> {
  const worker = new Worker(workerAddress(), {
    workerData: { bytes, pixelsMax: limits.pixelsMax, memoryMax: limits.memoryMax },
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    // Neither the settings nor the command line of the server are the decoder's business.
    env: {},
    argv: [],
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  try {
    return readAnswer(await answerOf(worker, limits.timeMs));
  } finally {
    await worker.terminate();
  }
}

const help = "请在手机设置里把照片格式改为“兼容性最佳”，或截图后再传";

const unreadable = (reason: string): MediaRefused => new MediaRefused("file.heic_unreadable", reason, help);

// The bundle may put this module into a folder of shared parts, one below the worker's.
function workerAddress(): URL {
  const beside = new URL("./heic-worker.mjs", import.meta.url);
  return existsSync(beside) ? beside : new URL("../heic-worker.mjs", import.meta.url);
}

function answerOf(worker: Worker, timeMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => { reject(unreadable(`Decoding took longer than ${timeMs} ms.`)); }, timeMs);
    worker.once("message", resolve);
    worker.once("error", (error) => {
      reject(isOurFault(error) ? error : unreadable(`The decoder failed: ${error.message}`));
    });
    worker.once("exit", () => {
      clearTimeout(timer);
      reject(unreadable("The decoder ended without an answer."));
    });
  });
}

// A worker or decoder that was not shipped must not pass for a thousand unreadable photos.
const isOurFault = (error: Error): boolean => "code" in error && String(error.code).endsWith("MODULE_NOT_FOUND");

function readAnswer(answer: unknown): RawPhoto {
  if (typeof answer !== "object" || answer === null) { throw unreadable("The decoder answered nothing."); }
  if ("tooLarge" in answer) { throw new MediaRefused("file.bomb", "The HEIC has too many pixels."); }
  // The answer is our own worker's, and the fields are written in one place there.
  return answer as RawPhoto;
}
