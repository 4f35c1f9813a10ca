import { describe, expect, it } from "vitest";
import { exemptColumns, exemptStatements, journalExemptions } from "../boot/journal-exemptions.ts";
import { system } from "../kernel/actor.ts";
import { sql } from "../kernel/sql.ts";
import { tableNames } from "../kernel/sql-differences.ts";
import { inTransaction } from "../kernel/transaction.ts";
import { openWorld, type World } from "./world.ts";
import { domainTableOf } from "./write-guard.ts";

const rename = (world: World) => world.deps.db.change(sql`UPDATE areas SET name = '别的名字' WHERE id = ${world.areas.zaoxi.id}`);
const append = (world: World) =>
  world.deps.journal.append(system("test"), {
    kind: "area.opened",
    subject: { kind: "area", id: world.areas.zaoxi.id, publicId: world.areas.zaoxi.publicId },
    areaId: world.areas.zaoxi.id,
  });

describe("the generic proof that every command appends", () => {
  it("lets a change with its entry pass", async () => {
    const world = await openWorld();
    await inTransaction(world.deps.db, async () => {
      await rename(world);
      await append(world);
    });
    await expect(world.close()).resolves.toBeUndefined();
  });

  it("fails a test that changed something without an entry, in a transaction and outside one", async () => {
    for (const change of [(world: World) => inTransaction(world.deps.db, () => rename(world)), rename]) {
      const world = await openWorld();
      await change(world);
      await expect(world.close()).rejects.toThrow("changed without a journal entry");
    }
  });

  it("does not mind what was rolled back", async () => {
    const world = await openWorld();
    await inTransaction(world.deps.db, async () => {
      await rename(world);
      throw new Error("no");
    }).catch(() => undefined);
    await expect(world.close()).resolves.toBeUndefined();
  });

  it("names tables that exist, each with a reason", async () => {
    const world = await openWorld();
    const tables = await tableNames(world.deps.db);
    await world.close();
    expect([...Object.keys(journalExemptions), ...Object.keys(exemptStatements), ...Object.keys(exemptColumns)].filter((table) => !tables.includes(table))).toEqual([]);
    expect(Object.values(journalExemptions).every((reason) => reason.length > 10)).toBe(true);
  });
});

describe("a statement", () => {
  it.each([
    ["INSERT INTO cases (id) VALUES (1)", "cases"],
    ["INSERT IGNORE INTO case_handlers (case_id) VALUES (1)", "case_handlers"],
    ["INSERT OR IGNORE INTO case_handlers (case_id) VALUES (1)", "case_handlers"],
    ["REPLACE INTO areas SELECT 1", "areas"],
    ["DELETE FROM `claims` WHERE id = 1", "claims"],
    ["UPDATE sessions SET last_seen_at = 1 WHERE id = 1", undefined],
    ["UPDATE sessions SET last_seen_at = 1, revoked_at = 2 WHERE id = 1", "sessions"],
    ["UPDATE leases SET holder = ''", undefined],
    ["INSERT INTO files (id) VALUES (1)", undefined],
    ["REPLACE INTO files SELECT 1", "files"],
    ["UPDATE files SET subject_id = 1 WHERE id = 2", "files"],
    ["DELETE FROM files WHERE subject_id IS NULL AND id IN (1, 2)", undefined],
    ["DELETE FROM files WHERE id IN (1, 2)", "files"],
    ["SELECT * FROM cases", undefined],
  ])("%s changes %s", (statement, table) => {
    expect(domainTableOf(statement)).toBe(table);
  });
});
