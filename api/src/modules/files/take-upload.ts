import { readFile } from "node:fs/promises";
import { Refusal } from "../../kernel/refusal.ts";
import { createGate } from "./media/gate.ts";
import { MediaRefused } from "./media/media-refused.ts";

/**
 * Reads what was sent and looks into it. Only a few are in memory at a time, however many phones send: the others
 * wait on the disk.
 */
export function takeUpload<Result>(path: string, look: (bytes: Buffer) => Result | Promise<Result>): Promise<Result> {
  return inMemory(async () => {
    try {
      return await look(await readFile(path));
    } catch (error) {
      if (error instanceof MediaRefused) {
        throw new Refusal(error.code, error.help === null ? {} : { facts: { help: error.help } });
      }
      throw error;
    }
  });
}

// More than are decoded at once, so that a photo waiting for its turn as a HEIC does not hold up all others.
const inMemory = createGate(4);
