import type { JsonObject } from "./http.ts";

/**
 * Something that goes wrong with the next `times` calls of `path`.
 * `delayMs` alone only makes the answer late. `drop` closes the socket: "before" the call is carried out, or
 * "after", when the work is done and only the answer is lost. `errcode` as a number answers like WeChat (HTTP 200),
 * as a string like the SMS gateway; `status` alone answers with a proxy's HTML page.
 */
export type Fault = {
  path: string;
  times?: number;
  delayMs?: number;
  drop?: "before" | "after";
  errcode?: number | string;
  status?: number;
};

export type Faults = ReturnType<typeof createFaults>;

const maxFaults = 100;
const maxDelayMs = 120_000;

export function createFaults() {
  const planned: { fault: Fault; left: number }[] = [];

  return {
    /** Answers whether there was room. */
    add(fault: Fault): boolean {
      if (planned.length >= maxFaults) {
        return false;
      }
      planned.push({ fault, left: fault.times ?? 1 });
      return true;
    },

    clear(): void {
      planned.length = 0;
    },

    list: (): Fault[] => planned.map(({ fault, left }) => ({ ...fault, times: left })),

    /** The fault that strikes this call, used up by it; faults of one path strike in the order they were planned. */
    take(path: string): Fault | undefined {
      const index = planned.findIndex(({ fault }) => fault.path === path);
      const found = planned[index];
      if (found === undefined) {
        return undefined;
      }
      found.left -= 1;
      if (found.left <= 0) {
        planned.splice(index, 1);
      }
      return found.fault;
    },
  };
}

export function parseFault(body: JsonObject): Fault | undefined {
  const { path, times, delayMs, drop, errcode, status } = body;
  // The control addresses themselves never fail: they are how one gets out again.
  if (typeof path !== "string" || !path.startsWith("/") || path.startsWith("/sandbox")) {
    return undefined;
  }
  const fault: Fault = { path };
  if (times !== undefined) {
    if (!isWhole(times, 1, 1_000_000)) {
      return undefined;
    }
    fault.times = times;
  }
  if (delayMs !== undefined) {
    if (!isWhole(delayMs, 0, maxDelayMs)) {
      return undefined;
    }
    fault.delayMs = delayMs;
  }
  if (status !== undefined) {
    if (!isWhole(status, 200, 599)) {
      return undefined;
    }
    fault.status = status;
  }
  if (errcode !== undefined) {
    if (typeof errcode !== "string" && !isWhole(errcode, -1, 10_000_000)) {
      return undefined;
    }
    fault.errcode = errcode;
  }
  if (drop !== undefined && drop !== false) {
    if (drop !== true && drop !== "before" && drop !== "after") {
      return undefined;
    }
    fault.drop = drop === true ? "before" : drop;
  }
  return fault;
}

function isWhole(value: unknown, min: number, max: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
}
