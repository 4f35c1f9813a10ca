export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Lets at most `width` pieces of work run at a time; the others wait in the order they came. */
export function createGate(width: number): Gate {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async (work) => {
    if (running >= width) {
      await new Promise<void>((resolve) => { waiting.push(resolve); });
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      // The place is handed on, not freed and taken again, so nobody slips in between.
      const next = waiting.shift();
      if (next) { next(); } else { running -= 1; }
    }
  };
}
