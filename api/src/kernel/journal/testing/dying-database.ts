import type { Database } from "../../database.ts";

/** The same database for a process that dies before its so-manieth statement: that one fails, and whatever is open rolls back. */
export function dyingDatabase(db: Database, dieAt: number): { readonly db: Database; readonly steps: () => number } {
  let taken = 0;
  const step = (): void => {
    taken += 1;
    if (taken >= dieAt) {
      throw new Error("the process is gone");
    }
  };
  const dying: Database = {
    ...db,
    async select<Row>(query: Parameters<Database["select"]>[0]) {
      step();
      return db.select<Row>(query);
    },
    async selectOne<Row>(query: Parameters<Database["selectOne"]>[0]) {
      step();
      return db.selectOne<Row>(query);
    },
    async change(statement) {
      step();
      return db.change(statement);
    },
  };
  return { db: dying, steps: () => taken };
}
