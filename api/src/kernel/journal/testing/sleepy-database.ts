import type { Database } from "../../database.ts";

export interface Sleepy {
  readonly db: Database;
  /** Resolves when the process has fallen asleep. */
  readonly asleep: Promise<void>;
  wake(): void;
}

/** The same database for a process that falls asleep once, right after a read that matches. */
export function sleepyDatabase(db: Database, after: RegExp): Sleepy {
  let fallAsleep = (): void => undefined;
  let wake = (): void => undefined;
  const asleep = new Promise<void>((resolve) => {
    fallAsleep = resolve;
  });
  const awake = new Promise<void>((resolve) => {
    wake = resolve;
  });
  let isRested = false;
  const sleepy: Database = {
    ...db,
    async select<Row>(query: Parameters<Database["select"]>[0]) {
      const rows = await db.select<Row>(query);
      if (!isRested && after.test(query.text)) {
        isRested = true;
        fallAsleep();
        await awake;
      }
      return rows;
    },
  };
  return { db: sleepy, asleep, wake };
}
