import { Writable } from "node:stream";
import { startSandbox } from "@cunqing/sandbox";
import { expect, it } from "vitest";
import { randomId } from "../kernel/crypto/random.ts";
import { createLog } from "../kernel/log.ts";
import { caseOrder } from "../modules/cases/testing/build-case.ts";
import { buildStaff, buildVillager } from "../testing/build-actors.ts";
import { signIn } from "../testing/sign-in.ts";
import { startApi } from "../testing/start-api.ts";
import { openWorld } from "../testing/world.ts";

it("the log of a day's work holds request ids and nothing personal, defects included", async () => {
  const lines: string[] = [];
  const sandbox = await startSandbox();
  const world = await openWorld({ sandboxUrl: sandbox.url });
  const log = createLog("trace", new Writable({ write: (chunk: Buffer, _, next) => (lines.push(chunk.toString()), next()) }));
  const loud = { ...world, deps: { ...world.deps, log } };
  const api = await startApi(loud);
  const as = await signIn(world, await buildVillager(world, world.areas.xikouVillage, "吴大伯"));
  await api.post("/sessions/sms-code", { phone: "19900000007" });
  const { followCode, case: made } = (await api.post("/cases", caseOrder(world.areas.xikouVillage, { isAnonymous: true, text: "只有我知道的事" }), { "idempotency-key": randomId() })).body;
  await api.post("/cases/follow", { followCode });
  await api.get(`/cases/${made.id}`, as);
  await api.get("/cases?q=%E9%BB%84%E6%B3%A5", await signIn(world, await buildStaff(world, "village_secretary", world.areas.xikouVillage)));
  log.error({ err: Object.assign(new Error("duplicate 19900000007 of 330825194901010012"), { sql: "INSERT 吴大伯", parent: { sql: "吴大伯" } }), phone: "19900000007" }, "a defect");
  await api.close();
  await world.close();
  await sandbox.close();
  const text = lines.join("");
  expect(lines.length).toBeGreaterThan(4);
  expect(lines.filter((line) => line.includes('"request"')).every((line) => line.includes('"requestId"'))).toBe(true);
  for (const secret of ["19900000007", "330825194901010012", "只有我知道的事", "吴大伯", "黄泥", "%E9%BB%84", followCode, made.id, as.authorization?.slice(7) ?? "", "127.0.0.1"]) {
    expect(text).not.toContain(secret);
  }
});
