/**
 * Keeps other requests alive while a large table is read. Promises alone never let timers and sockets in, so the
 * reader asks after every row and every chunk whether its slice of time is over.
 */
export type Pace = { isDue(): boolean; rest(): Promise<void> };

export function startPace(sliceMs = 4): Pace {
  let restedAt = performance.now();
  return {
    isDue: () => performance.now() - restedAt >= sliceMs,
    rest: async () => {
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
      restedAt = performance.now();
    },
  };
}
