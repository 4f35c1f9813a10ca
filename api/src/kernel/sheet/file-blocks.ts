import { open } from "node:fs/promises";
import type { Pace } from "./pace.ts";

const blockBytes = 64 * 1024;

/** The file block by block. A block is valid until the next is asked for; the handle is closed however reading ends. */
export async function* fileBlocks(path: string, pace: Pace): AsyncGenerator<Buffer> {
  const handle = await open(path, "r");
  const buffer = Buffer.allocUnsafeSlow(blockBytes);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, blockBytes);
      if (bytesRead === 0) {
        return;
      }
      yield buffer.subarray(0, bytesRead);
      if (pace.isDue()) {
        await pace.rest();
      }
    }
  } finally {
    await handle.close();
  }
}
