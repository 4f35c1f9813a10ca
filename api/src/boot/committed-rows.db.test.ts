import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { name, sql } from "../kernel/sql.ts";
import { tableNames } from "../kernel/sql-differences.ts";
import { openWorld, type World } from "../testing/world.ts";
import { bulkTables, uncommittedTables } from "./committed-rows.ts";
import { journalExemptions } from "./journal-exemptions.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe("the rows that entries commit to", () => {
  it("are of every table, but for those that change without an entry and those that are named with a reason", async () => {
    const committed = new Set(world.deps.committedRows.tables.map(({ table }) => table));
    const rest = (await tableNames(world.deps.db)).filter((table) => !committed.has(table) && !(table in journalExemptions));
    expect(rest.sort()).toEqual(Object.keys(uncommittedTables).sort());
  });

  it("are none of the bulk tables, which change without an entry of their own", () => {
    expect(Object.keys(bulkTables).filter((table) => !(table in journalExemptions))).toEqual([]);
    expect(world.deps.committedRows.tables.filter(({ table }) => table in bulkTables)).toEqual([]);
  });

  it("leave out only columns that are there", async () => {
    for (const { table, leftOut = {}, key } of world.deps.committedRows.tables) {
      for (const column of [key, ...Object.keys(leftOut)]) {
        const asked = world.deps.db.select(sql`SELECT ${name(column)} FROM ${name(table)} LIMIT 1`);
        await expect(asked, `${table}.${column}`).resolves.toBeInstanceOf(Array);
      }
    }
  });

  it("hold passwords, roles, texts and whose phone it is, but no ciphertext and no last-seen mark", () => {
    const leftOut = (table: string) => Object.keys(world.deps.committedRows.tables.find((one) => one.table === table)?.leftOut ?? {}).sort();
    expect(leftOut("staff")).toEqual(["failed_count", "failed_day", "last_seen_at", "phone_sealed", "totp_last_step", "totp_sealed"]);
    expect(leftOut("accounts")).toEqual(["phone_sealed", "phone_seen_at", "wechat_sealed"].sort());
    expect(leftOut("cases")).toEqual(["area_path", "village_id"]);
    expect(leftOut("appointments")).toEqual(["area_path"]);
  });
});
