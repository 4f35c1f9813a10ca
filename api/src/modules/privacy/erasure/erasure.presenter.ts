import type { ParamsOf, ResultOf, getErasure as getEndpoint, listErasures as listEndpoint, erasureRow } from "@cunqing/contract";
import type * as z from "zod";
import type { StaffActor } from "../../../kernel/actor.ts";
import { maskName } from "../../../kernel/crypto/mask.ts";
import { limitOf } from "../../../kernel/page.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { countOpenOf, countOpenOfEach } from "../../cases/index.ts";
import type { PrivacyDeps, Registry } from "../deps.ts";
import { planFor } from "./erasure-plan.ts";
import { officerMay } from "./erasure.state.ts";
import { findErasure, readErasures, type Erasure } from "./find-erasures.ts";
import { notePlanView } from "./note-plan-view.ts";

type Row = z.output<typeof erasureRow>;

/** Requests and what became of them, newest first. */
export async function listErasures(deps: PrivacyDeps, order: ParamsOf<typeof listEndpoint>): Promise<ResultOf<typeof listEndpoint>> {
  const found = await readErasures(deps.db, sql`${order.state === undefined ? sql`1 = 1` : sql`e.state = ${order.state}`}
    AND ${deps.pager.after(order, { key: "e.requested_at", id: "e.id" }, "down")}
    ORDER BY e.requested_at DESC, e.id DESC LIMIT ${limitOf(order)}`);
  const page = deps.pager.cut(found, order, (row) => ({ key: row.requestedAt, id: row.id }));
  const openCases = await countOpenOfEach(deps.db, page.rows.map((row) => row.owner.accountId));
  return { rows: page.rows.map((row) => presentWith(row, openCases.get(row.owner.accountId) ?? 0)), next: page.next };
}

export async function getErasureRow(deps: PrivacyDeps, erasureId: string): Promise<Row> {
  return present(deps, await required(deps, erasureId));
}

/** One request, and, while it is to be decided, what erasing would do: a look at the person, written down before the answer. */
export async function getErasure(deps: PrivacyDeps, registry: Registry, actor: StaffActor, erasureId: string): Promise<ResultOf<typeof getEndpoint>> {
  const erasure = await required(deps, erasureId);
  if (erasure.state !== "requested") {
    return { ...(await present(deps, erasure)), plan: null };
  }
  await notePlanView(deps, actor, erasure);
  return { ...(await present(deps, erasure)), plan: await planFor(deps, registry, erasure.owner) };
}

async function required(deps: PrivacyDeps, erasureId: string): Promise<Erasure> {
  const erasure = await findErasure(deps.db, erasureId);
  refuseUnless(erasure, "erasure.not_found");
  return erasure;
}

async function present(deps: PrivacyDeps, erasure: Erasure): Promise<Row> {
  return presentWith(erasure, await countOpenOf(deps.db, erasure.owner.accountId));
}

function presentWith(erasure: Erasure, openCases: number): Row {
  return {
    id: erasure.publicId,
    state: erasure.state,
    person: erasure.name === "" ? "已删除" : maskName(erasure.name),
    by: erasure.askedBy === "person" ? "person" : "officer",
    at: erasure.requestedAt,
    reason: erasure.askedBy === "restore" ? "恢复了删除以前的备份，自动再删一次" : erasure.reason,
    decidedAt: erasure.decidedAt,
    openCases,
    may: officerMay(erasure.state),
  };
}
