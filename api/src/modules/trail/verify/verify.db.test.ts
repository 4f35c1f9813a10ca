import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { system } from "../../../kernel/actor.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { buildStaff } from "../../../testing/build-actors.ts";
import { buildCase } from "../../cases/testing/build-case.ts";
import { mergeArea } from "../../organisation/commands/merge-area.ts";
import { openEpoch } from "../epochs/open-epoch.ts";
import { newestCheckpoint } from "../tree/tree-store.ts";
import type { Finding } from "./finding.ts";
import { openCheck } from "./open-check.ts";
import { openTamperingWorld, type TamperingWorld } from "./testing/tampering-world.ts";

let it_: TamperingWorld;
let kept: Awaited<ReturnType<TamperingWorld["attacker"]["keep"]>> = new Map();

beforeAll(async () => {
  it_ = await openTamperingWorld();
  kept = await it_.attacker.keep();
});
afterEach(() => it_.attacker.putBack(kept));
afterAll(() => it_.close());

const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);

async function lastPosition(kind: string, id: number): Promise<number | undefined> {
  const row = await it_.attacker.db.selectOne<{ position: number }>(sql`
    SELECT l.position FROM journal j JOIN trail_leaves l ON l.journal_id = j.id
    WHERE j.subject_kind = ${kind} AND j.subject_id = ${id} ORDER BY j.id DESC LIMIT 1`);
  return row?.position;
}

describe("rows of the domain", () => {
  it.each([
    ["the text of a public case", "case", () => it_.openCase, () => sql`UPDATE cases SET text = '别的话' WHERE id = ${it_.openCase}`, "诉求"],
    ["the handler of a private case", "case", () => it_.privateCase, () => sql`UPDATE cases SET accepted_by = NULL WHERE id = ${it_.privateCase}`, "诉求"],
    ["the role of an appointment", "staff", () => it_.secretary.staffId, () => sql`UPDATE appointments SET role = 'system_admin' WHERE staff_id = ${it_.secretary.staffId}`, "任职"],
    ["whose phone an account has", "account", () => it_.wu.accountId, () => sql`UPDATE accounts SET phone_index = 'mine' WHERE id = ${it_.wu.accountId}`, "村民账号"],
    ["a password", "staff", () => it_.secretary.staffId, () => sql`UPDATE staff SET password_hash = 'mine' WHERE id = ${it_.secretary.staffId}`, "工作人员账号"],
    ["the name of an area", "area", () => it_.world.areas.zaoxi.id, () => sql`UPDATE areas SET name = '别的村' WHERE id = ${it_.world.areas.zaoxi.id}`, "区域"],
  ])("changed: %s", async (_, kind, id, statement, words) => {
    await it_.attacker.run(statement());
    const { findings } = await it_.verify();
    expect(findings.map(({ position, code }) => [position, code])).toEqual([[await lastPosition(kind, id()), "row.changed"]]);
    expect(findings[0]?.words).toContain(words);
  });

  it("deleted", async () => {
    await it_.attacker.run(sql`DELETE FROM cases WHERE id = ${it_.openCase}`);
    expect((await it_.verify()).findings.map(({ position, code }) => [position, code])).toEqual([[await lastPosition("case", it_.openCase), "row.deleted"]]);
  });

  it("put in without an entry: a second appointment, and an account", async () => {
    await it_.attacker.run(
      sql`INSERT INTO appointments (public_id, staff_id, role, area_id, area_path, starts_on) VALUES ('forged', ${it_.secretary.staffId}, 'system_admin', 1, '/1/', '2026-01-01')`,
      sql`INSERT INTO accounts (public_id, name, created_at) VALUES ('forged', '没有这个人', 1)`,
    );
    expect(codes((await it_.verify()).findings).toSorted()).toEqual(["row.changed", "row.without_entry"]);
  });

  it("with the salt of the last commitment taken away", async () => {
    await it_.attacker.run(sql`
      DELETE FROM journal_details WHERE field = 'row' AND journal_id IN (SELECT id FROM (SELECT MAX(id) AS id FROM journal WHERE subject_kind = 'case' GROUP BY subject_id) last)`);
    expect(codes((await it_.verify()).findings)).toEqual(["detail.missing", "detail.missing", "row.cannot_be_opened", "row.cannot_be_opened"]);
  });

  it("changed, where what the last sealed entry opens to was taken away first", async () => {
    const position = await lastPosition("case", it_.privateCase);
    await it_.attacker.run(
      sql`DELETE FROM journal_details WHERE field = '' AND journal_id = (SELECT journal_id FROM trail_leaves WHERE position = ${position ?? -1})`,
      sql`UPDATE cases SET accepted_by = NULL WHERE id = ${it_.privateCase}`,
    );
    const { findings } = await it_.verify();
    expect(findings.map((finding) => [finding.position, finding.code, finding.isSealed])).toContainEqual([position, "row.cannot_be_opened", true]);
    expect(codes(findings)).toContain("detail.missing");
  });

  it("bent behind and by entries alike: a last-seen mark may change, a column beside it may not", async () => {
    await it_.attacker.run(sql`UPDATE staff SET last_seen_at = 5, failed_count = 2, failed_day = '2026-11-24' WHERE id = ${it_.secretary.staffId}`);
    expect((await it_.verify()).findings).toEqual([]);
  });
});

it("a case that follows its village into another, by a merge, is not called altered", async () => {
  const { world, wu } = it_;
  const { deps, areas } = world;
  const caseId = await buildCase(world, wu, areas.zaoxi);
  const admin = await buildStaff(world, "system_admin", areas.county, "管理员");
  await mergeArea(deps, admin, areas.zaoxi, areas.xikouVillage, "并村");
  world.clock.advance(61_000);
  await world.settle();
  const moved = await deps.db.selectOne(sql`SELECT village_id, area_path FROM cases WHERE public_id = ${caseId}`);
  expect(moved).toMatchObject({ village_id: areas.xikouVillage.id, area_path: `${areas.xikouVillage.path}${areas.zaoxi.id}/` });
  expect(await deps.db.select(sql`SELECT id FROM area_moves WHERE state <> 'done'`)).toEqual([]);
  expect((await it_.verify()).findings).toEqual([]);
});

describe("a database that was put back to yesterday", () => {
  it("is found by whoever kept a later head, and only by him", async () => {
    await it_.goOn();
    const later = await it_.newestNote();
    await it_.attacker.putBack(kept);
    expect((await it_.verify()).findings).toEqual([]);
    const size = (await newestCheckpoint(it_.world.deps.db))?.size;
    expect((await it_.verify([later])).findings.map(({ position, code }) => [position, code])).toEqual([[size, "saved.not_in_record"]]);
  });

  it("is still found when the record has grown past that head another way", async () => {
    await it_.goOn();
    const later = await it_.newestNote();
    await it_.attacker.putBack(kept);
    await it_.goOn();
    await it_.goOn();
    expect(codes((await it_.verify([later])).findings)).toEqual(["saved.forked"]);
    expect(codes((await it_.verify(["这不是树头"])).findings)).toEqual(["saved.unreadable"]);
  });

  it("lawfully, with an epoch that says what was lost, passes and is told", async () => {
    await it_.goOn();
    const later = await it_.newestNote();
    await it_.attacker.putBack(kept);
    const { db, county, recordSigner } = it_.world.deps;
    await openEpoch(db, { origin: county.trail.origin, lastCheckpoint: null, atMs: it_.world.clock.now(), signNote: recordSigner.signNote });
    await it_.goOn();
    const state = await it_.verify([later]);
    expect(state.findings).toEqual([]);
    expect(state.tally.epochs).toBe(2);
    expect((await openCheck(it_.world.deps, [later])).lost.join("\n")).toMatch(/合法失去了第 \d+ 到 \d+ 条/);
  });
});

it("what stood behind an entry does not go without an erasure on record: it is named by position and field", async () => {
  const position = (await lastPosition("case", it_.openCase)) ?? -1;
  await it_.attacker.run(sql`DELETE FROM journal_details WHERE field = 'note' AND journal_id = (SELECT journal_id FROM trail_leaves WHERE position = ${position})`);
  const { findings, tally } = await it_.verify();
  expect(findings.map((finding) => [finding.position, finding.code])).toEqual([[position, "detail.missing"]]);
  expect(findings[0]?.words).toContain("「note」");
  expect(tally.detailsErased).toBe(0);
});

it("an erasure passes, and what it took is counted", async () => {
  const { db, journal } = it_.world.deps;
  const { accountId, publicId } = it_.wu;
  await inTransaction(db, async () => {
    await db.change(sql`DELETE FROM journal_details WHERE field NOT IN ('', '~actor') AND journal_id IN (SELECT id FROM (SELECT id FROM journal WHERE subject_kind = 'account' AND subject_id = ${accountId}) own)`);
    await db.change(sql`UPDATE accounts SET name = '', phone_index = NULL WHERE id = ${accountId}`);
    await journal.append(system("erasure"), { kind: "account.erased", subject: { kind: "account", id: accountId, publicId }, areaId: null, isSealed: true });
  });
  it_.world.clock.advance(61_000);
  await it_.world.settle();
  const state = await it_.verify();
  expect(state.findings).toEqual([]);
  expect(state.tally.detailsErased).toBeGreaterThan(0);
});
