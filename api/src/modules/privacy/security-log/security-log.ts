import { shanghaiDay } from "../../../kernel/clock.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { sql } from "../../../kernel/sql.ts";
import { dayKey, sealBatch, type LogLine } from "./log-cipher.ts";
import { isVague, quarterOf, shuffled } from "./vague-lines.ts";

export interface SecurityLog {
  /**
   * Takes a line into memory and is done: no request ever waits for the log. Of a line that may be of somebody without a
   * name only the quarter hour is kept.
   */
  note(line: Omit<LogLine, "at">): void;
  /**
   * Writes what has gathered, vague lines only once their quarter hour is over. Never throws: what cannot be written is
   * counted, said aloud and let go.
   */
  flush(): Promise<void>;
  /** Writes everything, before the process ends. */
  close(): Promise<void>;
}

/** Lines that may wait in memory, a few seconds of a storm; beyond that they are counted only. */
const waitingMax = 20_000;
/** Of a flood of vague lines; from half of it on they no longer wait, being many enough to hide in. */
const vagueMax = 2 * waitingMax;
/** Lines of one row: they must fit into a BLOB with room to spare. */
const batchMax = 300;
const restMs = 1000;

/** The one place that learns addresses (网络安全法第二十三条), a batch a second, encrypted under the day's key. */
export function createSecurityLog(deps: Deps): SecurityLog {
  let waiting: LogLine[] = [];
  let vague: LogLine[] = [];
  let droppedCount = 0;
  let writing: Promise<void> | undefined;
  const keys = new Map<string, Buffer>();

  return {
    note({ address, request, status }) {
      const [kept, max] = isVague({ request }) ? [vague, vagueMax] : [waiting, waitingMax];
      if (kept.length >= max) {
        droppedCount += 1;
        return;
      }
      const now = deps.clock.now();
      kept.push({ at: kept === vague ? quarterOf(now) : now, address: plainAddress(address), request, status });
    },
    flush() {
      writing ??= write(takeVague(vague.length >= vagueMax / 2)).finally(() => (writing = undefined));
      return writing;
    },
    async close() {
      await writing;
      await write(takeVague(true));
    },
  };

  /** Rows are numbered as they are written: a line written at once would have its moment from the exact ones around it. */
  function takeVague(isAll: boolean): LogLine[] {
    const current = quarterOf(deps.clock.now());
    const taken = vague.filter((line) => isAll || line.at < current);
    vague = vague.filter((line) => !isAll && line.at >= current);
    return shuffled(taken);
  }

  async function write(vagueLines: readonly LogLine[]): Promise<void> {
    const taken = waiting;
    waiting = [];
    for (const lines of [...batchesOf(vagueLines.toSorted((a, b) => a.at - b.at)), ...batchesOf(taken)]) {
      try {
        await writeBatch(lines);
      } catch (error) {
        droppedCount += lines.length;
        deps.log.warn({ err: error }, "the security log could not be written");
      }
    }
    if (droppedCount > 0) {
      deps.log.warn({ lines: droppedCount }, "lines of the security log were lost");
      droppedCount = 0;
    }
  }

  async function writeBatch(lines: readonly LogLine[]): Promise<void> {
    const day = shanghaiDay(lines[0]?.at ?? 0);
    const key = keys.get(day) ?? (await dayKey(deps, day, true));
    if (!key) {
      throw new Error("the day's key was not kept");
    }
    // Yesterday's key may still be wanted for a moment after midnight; older ones never again.
    if (!keys.has(day)) {
      keys.clear();
      keys.set(day, key);
    }
    const batch = sealBatch(key, day, lines);
    await deps.db.change(sql`
      INSERT INTO security_log (day, from_ms, to_ms, cipher) VALUES (${batch.day}, ${batch.fromMs}, ${batch.toMs}, ${batch.cipher})`);
  }
}

/** Writes about once a second until it is stopped, and then once more. */
export function keepWriting(log: SecurityLog): { stop(): Promise<void> } {
  const timer = setInterval(() => void log.flush(), restMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await log.close();
    },
  };
}

/** An IPv4 address has one spelling, however the socket was opened. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, "");

/** Of one day each, and small enough for a row. */
function batchesOf(lines: readonly LogLine[]): LogLine[][] {
  const batches: LogLine[][] = [];
  let day = "";
  for (const line of lines) {
    const last = batches.at(-1);
    const lineDay = shanghaiDay(line.at);
    if (last && lineDay === day && last.length < batchMax) {
      last.push(line);
    } else {
      batches.push([line]);
    }
    day = lineDay;
  }
  return batches;
}
