import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { name, sql } from "../kernel/sql.ts";
import { tableNames } from "../kernel/sql-differences.ts";
import { openWorld, type World } from "../testing/world.ts";
import { notPersonal } from "./not-personal.ts";

let world: World;
let columns: { table: string; column: string; isWords: boolean }[];

beforeAll(async () => {
  // The schema is one; SQLite tells it with fewer words.
  world = await openWorld({ engine: "sqlite" });
  const tables = await tableNames(world.deps.db);
  columns = (
    await Promise.all(
      tables.map(async (table) => {
        const found = await world.deps.db.select<{ name: string; type: string }>(sql`SELECT name, type FROM pragma_table_info(${table})`);
        return found.map((row) => ({ table, column: row.name, isWords: /CHAR|TEXT|BLOB/i.test(row.type) }));
      }),
    )
  ).flat();
});
afterAll(() => world.close());

describe("personal data", () => {
  it("is declared, or said not to be personal with a reason, for every column that can hold words", () => {
    const declared = new Set(world.composed.personalData.flatMap((data) => Object.keys(data.columns).map((column) => `${data.table}.${column}`)));
    const unsaid = columns.filter(({ table, column, isWords }) => {
      const reason = notPersonal[table];
      return isWords && !declared.has(`${table}.${column}`) && typeof reason !== "string" && reason?.[column] === undefined;
    });
    expect(unsaid.map(({ table, column }) => `${table}.${column}`)).toEqual([]);
  });

  it("is never both: a column that is declared is not said to be nobody's", () => {
    const both = world.composed.personalData.flatMap((data) =>
      Object.keys(data.columns).filter((column) => {
        const reason = notPersonal[data.table];
        return typeof reason === "object" && column in reason;
      }),
    );
    expect(both).toEqual([]);
  });

  it("is declared of tables and columns that there are, under a class that the county has", () => {
    const known = new Set(columns.map(({ table, column }) => `${table}.${column}`));
    const classes = new Set(world.deps.county.privacy.retention.map((one) => one.code));
    for (const data of world.composed.personalData) {
      expect(Object.keys(data.columns).filter((column) => !known.has(`${data.table}.${column}`))).toEqual([]);
      expect(classes).toContain(data.retention);
    }
    expect(Object.keys(notPersonal).filter((table) => !columns.some((one) => one.table === table))).toEqual([]);
  });

  it("is kept only under a class that names a law, and goes only under one that does not", () => {
    const lawOf = new Map(world.deps.county.privacy.retention.map((one) => [one.code, one.ground === "law"]));
    for (const data of world.composed.personalData) {
      expect([data.table, data.what, data.whenErased === "kept"]).toEqual([data.table, data.what, lawOf.get(data.retention)]);
    }
  });

  it("says of itself how a person's rows are found and whose a row is, in words that the database understands", async () => {
    for (const data of world.composed.personalData) {
      const rows = data.rowsOf?.({ accountId: 1, publicId: "nobody" }) ?? sql`1 = 1`;
      const owner = data.ownerOfRow ?? sql`NULL`;
      await expect(world.deps.db.select(sql`SELECT ${owner} AS owner FROM ${name(data.table)} WHERE ${rows} LIMIT 1`)).resolves.toEqual([]);
    }
  });
});
