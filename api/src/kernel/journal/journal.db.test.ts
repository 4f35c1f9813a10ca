import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorld, type World } from "../../testing/world.ts";
import { anonymous, system } from "../actor.ts";
import { opensTo } from "../crypto/commitment.ts";
import { randomId } from "../crypto/random.ts";
import { sql } from "../sql.ts";
import { inTransaction } from "../transaction.ts";
import { entriesAfter } from "./entries.ts";
import { alwaysSealed } from "./public-form.ts";

describe("the journal", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(async () => {
    await world.close();
  });

  const append = (isSealed = false) =>
    inTransaction(world.deps.db, () =>
      world.deps.journal.append(system("test"), {
        kind: "area.opened",
        subject: { kind: "area", id: world.areas.xikou.id, publicId: world.areas.xikou.publicId },
        areaId: world.areas.xikou.id,
        isSealed,
        details: { name: "溪口镇" },
      }),
    );

  it("refuses an entry outside a transaction", async () => {
    await expect(
      world.deps.journal.append(anonymous, { kind: "area.opened", subject: { kind: "area", id: 1, publicId: "x" }, areaId: null }),
    ).rejects.toThrow("outside a transaction");
  });

  it("keeps words out of the public form and a sealed matter out of everything", async () => {
    const [open, sealed] = [await append(), await append(true)];
    const forms = await world.deps.db.select<{ public_form: Buffer }>(sql`
      SELECT public_form FROM journal WHERE id IN (${open.id}, ${sealed.id}) ORDER BY id`);
    const [openForm, sealedForm] = forms.map((row) => JSON.parse(row.public_form.toString()) as Record<string, unknown>);
    expect(Object.keys(openForm ?? {}).sort()).toEqual(["actor", "area", "at", "fields", "id", "kind", "subject", "v"]);
    expect(JSON.stringify(openForm)).not.toContain("溪口镇");
    expect(Object.keys(sealedForm ?? {}).sort()).toEqual(["sealed", "v"]);
  });

  it("names a place and a case, but commits to a person, and the salt in the details opens it", async () => {
    const subject = { kind: "account", id: 7, publicId: randomId() };
    const { id } = await inTransaction(world.deps.db, () => world.deps.journal.append(system("test"), { kind: "account.phone_bound", subject, areaId: null }));
    const row = await world.deps.db.selectOne<{ public_form: Buffer; is_sealed: number }>(sql`SELECT public_form, is_sealed FROM journal WHERE id = ${id}`);
    const form = JSON.parse(String(row?.public_form)) as { subject: unknown; fields: Record<string, string> };
    expect([row?.is_sealed, form.subject]).toEqual([0, { kind: "account" }]);
    expect(String(row?.public_form)).not.toContain(subject.publicId);
    const kept = await world.deps.db.selectOne<{ value: string; salt: Buffer }>(sql`SELECT value, salt FROM journal_details WHERE journal_id = ${id} AND field = 'subject'`);
    expect(kept?.value).toBe(subject.publicId);
    expect(kept && opensTo(Buffer.from(form.fields["subject"] ?? "", "hex"), kept.value, kept.salt)).toBe(true);
  });

  it.each(Object.keys(alwaysSealed))("seals %s whatever its command says", async (kind) => {
    const order = { kind: kind as "account.subscribed", subject: { kind: "account", id: 7, publicId: randomId() }, areaId: null };
    const { id } = await inTransaction(world.deps.db, () => world.deps.journal.append(system("test"), order));
    const row = await world.deps.db.selectOne<{ public_form: Buffer }>(sql`SELECT public_form FROM journal WHERE id = ${id}`);
    expect(Object.keys(JSON.parse(String(row?.public_form)) as object).sort()).toEqual(["sealed", "v"]);
  });

  it("gives gapless positions in which nothing is lost", async () => {
    await Promise.all(Array.from({ length: 30 }, () => append()));
    await world.settle();
    const entries = await entriesAfter(world.deps.db, -1, 10_000);
    expect(entries.map((entry) => entry.position)).toEqual(entries.map((_, index) => index));
    expect(await world.deps.db.select(sql`SELECT journal_id FROM journal_unsealed`)).toEqual([]);
    const [{ n } = { n: -1 }] = await world.deps.db.select<{ n: number }>(sql`SELECT COUNT(*) AS n FROM journal`);
    expect(entries).toHaveLength(n);
  });

  it.each([
    ["UPDATE", "UPDATE journal SET kind = 'x'"],
    ["DELETE", "DELETE FROM journal"],
    ["REPLACE", "REPLACE INTO journal SELECT * FROM journal"],
    ["a leaf rewritten", "UPDATE trail_leaves SET position = position + 1000"],
    ["a leaf deleted", "DELETE FROM trail_leaves"],
    ["details changed", "UPDATE journal_details SET value = 'x'"],
  ])("cannot be bent with the application's rights: %s", async (_, text) => {
    await expect(world.deps.db.change({ text, values: [] })).rejects.toThrow();
  });

  it("cannot be bent by an upsert", async () => {
    const entry = await append();
    const upsert =
      world.deps.db.engine === "mysql"
        ? "INSERT INTO trail_leaves (position, journal_id) VALUES (0, ?) ON DUPLICATE KEY UPDATE journal_id = VALUES(journal_id)"
        : "INSERT INTO trail_leaves (position, journal_id) VALUES (0, ?) ON CONFLICT (position) DO UPDATE SET journal_id = excluded.journal_id";
    await expect(world.deps.db.change({ text: upsert, values: [entry.id] })).rejects.toThrow();
  });
});
