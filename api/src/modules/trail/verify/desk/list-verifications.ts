import type { ParamsOf, ResultOf, listVerifications as endpoint } from "@cunqing/contract";
import type { StaffActor } from "../../../../kernel/actor.ts";
import type { Deps } from "../../../../kernel/deps.ts";
import { limitOf } from "../../../../kernel/page.ts";
import { sql } from "../../../../kernel/sql.ts";
import { staffNames } from "../../../identity/index.ts";
import { getCounty } from "../../../organisation/index.ts";
import { findVerifications, presentVerification, sightOf } from "./verification.ts";

export async function listVerifications(deps: Deps, actor: StaffActor, order: ParamsOf<typeof endpoint>): Promise<ResultOf<typeof endpoint>> {
  const rows = await findVerifications(deps.db, deps.pager.after(order, { key: "v.started_at", id: "v.id" }, "down"), sql`LIMIT ${limitOf(order)}`);
  const page = deps.pager.cut(rows, order, (row) => ({ key: row.started_at, id: row.id }));
  const names = await staffNames(deps.db, page.rows.map((row) => row.staff_id));
  const sight = sightOf(actor, (await getCounty(deps.db)).path);
  return { rows: page.rows.map((row) => presentVerification(row, names, sight)), next: page.next };
}
