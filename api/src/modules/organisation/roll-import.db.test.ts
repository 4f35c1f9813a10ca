import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inventPerson } from "../../../../sql/seed/invent-person.ts";
import { existsSync } from "node:fs";
import type { StaffActor } from "../../kernel/actor.ts";
import { buildXlsx } from "../../kernel/sheet/testing/build-xlsx.ts";
import { sql } from "../../kernel/sql.ts";
import { buildStaff, buildVillager } from "../../testing/build-actors.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { sessionFor } from "../identity/testing/session-for.ts";
import { gbkBytes, rollCsv, rollLine, rollTitles, uploadRoll } from "./testing/build-roll.ts";

describe("the import of a roll", () => {
  let world: World;
  let api: TestApi;
  let clerk: StaffActor;
  let headers: Record<string, string>;
  let strangers: Record<string, string>;

  beforeAll(async () => {
    world = await openWorld();
    api = await startApi(world);
    clerk = await buildStaff(world, "village_editor", world.areas.xikouVillage, "余文书");
    headers = await sessionFor(world, clerk);
    strangers = await sessionFor(world, await buildStaff(world, "village_editor", world.areas.zhangwang, "张文书"));
  });
  afterAll(async () => {
    await api.close();
    await world.close();
  });

  const village = () => world.areas.xikouVillage;
  const upload = (content: string | Uint8Array<ArrayBuffer>, fileName?: string) => uploadRoll(api, headers, village(), content, fileName);
  const importOf = async (id: string) => (await api.get(`/roll-imports/${id}`, headers)).body;
  const problemsOf = async (id: string, kind = "") => (await api.get(`/roll-imports/${id}/problems?size=100${kind && `&kind=${kind}`}`, headers)).body.rows;
  /** Uploads, lets the worker read, tells what was found and takes it back. */
  const tryOut = async (content: string | Uint8Array<ArrayBuffer>, fileName?: string) => {
    const started = await upload(content, fileName);
    expect(started.status, JSON.stringify(started.body)).toBe(200);
    await world.settle();
    const found = await importOf(started.body.id);
    const problems = await problemsOf(started.body.id);
    if (found.may.includes("cancel")) {
      await api.post(`/roll-imports/${started.body.id}/cancel`, {}, headers);
    }
    await world.settle();
    return { found, problems };
  };
  const count = async (table: "roll_entries" | "people") => (await world.deps.db.selectOne<{ n: number }>({ text: `SELECT COUNT(*) AS n FROM ${table}`, values: [] }))?.n;
  const entriesOf = async (publicId: string) =>
    (await world.deps.db.select<{ kind: string }>(sql`SELECT kind FROM journal WHERE subject_public_id = ${publicId} ORDER BY id`)).map((row) => row.kind);

  describe("the dry run", () => {
    it("leaves nothing behind when it is cancelled: no entry, no person, no file", async () => {
      const { body } = await upload(rollCsv(0, 40));
      await world.settle();
      expect(await importOf(body.id)).toMatchObject({ state: "checked", rowsRead: 40, newCount: 40, errorCount: 0, may: ["apply", "cancel"] });
      expect([await count("roll_entries"), await count("people")]).toEqual([40, 40]);

      const cancelled = await api.post(`/roll-imports/${body.id}/cancel`, {}, headers);
      expect(cancelled.body).toMatchObject({ state: "cancelled", may: [] });
      await world.settle();
      expect([await count("roll_entries"), await count("people")]).toEqual([0, 0]);
      expect(existsSync(world.deps.storage.pathOf(`rolls/${body.id}`))).toBe(false);
      expect(await entriesOf(body.id)).toEqual(["roll.import_started", "roll.import_checked", "roll.import_cancelled"]);
    });

    const [a, b] = [inventPerson(0), inventPerson(5)];
    const broken: readonly [what: string, line: string, column: string, kind: string, message: RegExp][] = [
      ["a name with a digit", rollLine(a, { name: "张3" }), "姓名", "error", /只能是汉字/],
      ["a name left out", rollLine(a, { name: "" }), "姓名", "error", /没有填/],
      ["an identity number of 17 digits", rollLine(a, { identityNumber: a.identityNumber.slice(1) }), "身份证号", "error", /18 位/],
      ["a wrong check digit", rollLine(a, { identityNumber: `${a.identityNumber.slice(0, 17)}${a.identityNumber.endsWith("1") ? "2" : "1"}` }), "身份证号", "error", /填错/],
      ["an unreal sex", rollLine(a).replace(/,[男女],/, ",无,"), "性别", "error", /男/],
      ["a sex that the number denies", rollLine(a, { sex: a.sex === "male" ? "female" : "male" }), "性别", "error", /对不上/],
      ["a day that does not exist", rollLine(a, { bornOn: "1960-02-30" }), "出生日期", "error", /日期/],
      ["a birthday that the number denies", rollLine(a, { bornOn: "1960-02-03" }), "出生日期", "error", /对不上/],
      ["a phone of 10 digits", rollLine(a, { phone: "1381234567" }), "手机号", "error", /11 位/],
      ["a household left out", rollLine(a, { householdNo: "" }), "户号", "error", /没有填/],
      ["a household number without end", rollLine(a, { householdNo: "9".repeat(41) }), "户号", "error", /40 个字/],
      ["the same person twice", rollLine(b), "身份证号", "duplicate", /第 2 行/],
    ];
    it.each(broken)("tells %s with its row and column", async (_what, line, column, kind, message) => {
      const { found, problems } = await tryOut([rollTitles, rollLine(b), line].join("\n"));
      expect(problems).toEqual([{ line: 3, column, kind, value: expect.any(String), message: expect.stringMatching(message) }]);
      expect(found).toMatchObject({ state: "checked", rowsRead: 2, newCount: 1, errorCount: kind === "error" ? 1 : 0, duplicateCount: kind === "duplicate" ? 1 : 0 });
      expect(JSON.stringify(problems)).not.toMatch(/\d{11,}/);
    });

    it("tells every wrong cell of a row at once", async () => {
      const { found, problems } = await tryOut([rollTitles, ",1,无,x,2,,,"].join("\n"));
      expect(problems.map((problem: { column: string }) => problem.column)).toEqual(["姓名", "身份证号", "性别", "出生日期", "手机号", "户号"]);
      expect(found).toMatchObject({ errorCount: 6, may: ["cancel"] });
    });

    it.each([
      ["UTF-8", new TextEncoder().encode(rollCsv(0, 8)), "a.csv"],
      ["UTF-8 with a mark", new TextEncoder().encode(`\uFEFF${rollCsv(0, 8)}`), "a.csv"],
      ["GBK, as Excel writes it", gbkBytes(rollCsv(0, 8)), "a.csv"],
      ["XLSX", Uint8Array.from(buildXlsx(rollCsv(0, 8).trim().split("\r\n").map((line) => line.split(",")))), "a.xlsx"],
    ])("reads %s", async (_what, bytes, name) => {
      expect((await tryOut(bytes, name)).found).toMatchObject({ state: "checked", rowsRead: 8, newCount: 8, errorCount: 0 });
    });

    it.each([
      ["broken encoding", Uint8Array.from([...new TextEncoder().encode(rollCsv(0, 3)), 0xff, 0xff, 0x0a]), /乱码/],
      ["no column of households", new TextEncoder().encode(rollCsv(0, 3).replace("户号", "编号")), /缺少这些列.*户号/],
      ["a header and nothing else", new TextEncoder().encode(`${rollTitles}\n`), /没有人员/],
      ["an unclosed quote", new TextEncoder().encode(`${rollCsv(0, 3)}"张三,1`), /引号/],
    ])("ends as failed, in words a clerk can act on, for %s", async (_what, bytes, words) => {
      const { found } = await tryOut(bytes);
      expect(found).toMatchObject({ state: "failed", failure: expect.stringMatching(words), may: [], finishedAt: expect.any(Number) });
      expect([await count("roll_entries"), await count("people")]).toEqual([0, 0]);
    });

    it("mentions a column it does not know and goes on", async () => {
      const lines = rollCsv(0, 4).trim().split("\r\n").map((line, index) => `${line},${index === 0 ? "备注" : "好"}`);
      const { found, problems } = await tryOut(lines.join("\n"));
      expect(found).toMatchObject({ errorCount: 0, newCount: 4, may: ["apply", "cancel"] });
      expect(problems).toEqual([expect.objectContaining({ line: 1, column: "备注", kind: "change" })]);
    });

    it("reads 3,000 rows with short batches", async () => {
      expect((await tryOut(rollCsv(1000, 3000))).found).toMatchObject({ state: "checked", rowsRead: 3000, newCount: 3000 });
      expect(await count("roll_entries")).toBe(0);
    });

    it("keeps 5,000 problems of a kind and counts the rest", async () => {
      const { found } = await tryOut([rollTitles, ...Array.from({ length: 1000 }, () => ",1,无,x,2,,,")].join("\n"));
      expect(found).toMatchObject({ errorCount: 6000, rowsRead: 1000 });
      const { n } = (await world.deps.db.selectOne<{ n: number }>(sql`
        SELECT COUNT(*) AS n FROM roll_import_problems p JOIN roll_imports i ON i.id = p.import_id WHERE i.public_id = ${found.id}`)) ?? { n: 0 };
      expect(n).toBe(5000);
    });
  });

  describe("the upload", () => {
    it.each([
      ["a PDF", "%PDF-1.7 ...", "名册.csv", "sheet.refused"],
      ["an old workbook", "x", "名册.xls", "sheet.refused"],
      ["a ZIP called CSV", "PK\u0003\u0004xxxx", "名册.csv", "sheet.refused"],
    ])("refuses %s at once", async (_what, content, name, code) => {
      const refused = await upload(content, name);
      expect(refused.status).toBe(400);
      expect(refused.body).toMatchObject({ code, facts: { words: expect.any(String) } });
    });

    it("refuses an XLSX of more than 20 MB", async () => {
      const bytes = new Uint8Array(20 * 1024 * 1024 + 10);
      bytes.set([0x50, 0x4b, 3, 4]);
      expect((await upload(bytes, "大.xlsx")).body).toMatchObject({ code: "sheet.too_large" });
    });

    it("refuses nobody, a villager, staff without the right and staff of elsewhere", async () => {
      const villager = await sessionFor(world, await buildVillager(world, village()));
      const watcher = await sessionFor(world, await buildStaff(world, "county_supervisor", world.areas.county));
      const answers = await Promise.all([{}, villager, watcher, strangers].map((who) => uploadRoll(api, who, village(), rollCsv(0, 1))));
      expect(answers.map(({ status }) => status)).toEqual([401, 403, 403, 404]);
      const missing = await uploadRoll(api, headers, { ...village(), publicId: "nothing-here" }, rollCsv(0, 1));
      expect({ ...missing.body, requestId: "" }).toEqual({ ...answers[3]?.body, requestId: "" });
    });

    it("refuses a body without a file or with another field", async () => {
      const form = new FormData();
      form.set("villageId", village().publicId);
      form.set("surprise", "1");
      form.set("file", new Blob(["x"]), "a.csv");
      const response = await fetch(`${api.url}/roll-imports`, { method: "POST", headers, body: form });
      expect(response.status).toBe(400);
      expect((await api.post("/roll-imports", {}, headers)).status).toBe(415);
    });

    it("lets one of two imports at once begin, and a corrected table replace a faulty one", async () => {
      const withFault = rollCsv(0, 3).replace(",户主,", `,${"户主".repeat(20)},`);
      const answers = await Promise.all([upload(withFault), upload(withFault)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe("roll_import.busy");
      await world.settle();

      const faulty = answers.find(({ status }) => status === 200)?.body.id;
      expect((await api.post(`/roll-imports/${faulty}/apply`, {}, headers)).body.code).toBe("roll_import.has_errors");
      const better = await upload(rollCsv(0, 3));
      expect(better.status).toBe(200);
      expect((await importOf(faulty)).state).toBe("cancelled");
      await api.post(`/roll-imports/${better.body.id}/cancel`, {}, headers);
      await world.settle();
    });
  });

  it("shows imports to nobody of another village, and says nothing more than of a missing one", async () => {
    const { body } = await upload(rollCsv(0, 2));
    await world.settle();
    const paths = [`/roll-imports/${body.id}`, `/roll-imports/${body.id}/problems`];
    for (const path of paths) {
      const [hidden, missing] = [await api.get(path, strangers), await api.get(path.replace(body.id, "nothing-here"), strangers)];
      expect(hidden.status).toBe(404);
      expect({ ...hidden.body, requestId: "" }).toEqual({ ...missing.body, requestId: "" });
    }
    for (const verb of ["apply", "cancel"]) {
      expect((await api.post(`/roll-imports/${body.id}/${verb}`, {}, strangers)).body.code).toBe("roll_import.not_found");
    }
    expect((await api.get("/roll-imports", strangers)).body).toEqual({ rows: [], next: null });
    expect((await api.get(`/roll-imports?areaId=${village().publicId}`, strangers)).body.code).toBe("area.not_found");
    const own = await api.get("/roll-imports?size=1", headers);
    expect(own.body.rows).toHaveLength(1);
    expect(own.body.rows[0].id).toBe(body.id);
    const after = await api.get(`/roll-imports?size=1&cursor=${own.body.next}`, headers);
    expect(after.body.rows[0].id).not.toBe(body.id);
    await api.post(`/roll-imports/${body.id}/cancel`, {}, headers);
    expect((await api.post(`/roll-imports/${body.id}/cancel`, {}, headers)).body.code).toBe("roll_import.wrong_state");
    expect((await api.post(`/roll-imports/${body.id}/apply`, {}, headers)).body.code).toBe("roll_import.wrong_state");
    await world.settle();
  });
});
