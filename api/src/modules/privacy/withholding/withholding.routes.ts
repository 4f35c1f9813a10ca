import * as contract from "@cunqing/contract";
import type { ParamsOf } from "@cunqing/contract";
import { whereHeld, type StaffActor } from "../../../kernel/actor.ts";
import { route, type Route } from "../../../kernel/http/route.ts";
import { limitOf, type Page } from "../../../kernel/page.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { nothing, sql } from "../../../kernel/sql.ts";
import type { PrivacyDeps } from "../deps.ts";
import { decideWithholding } from "./decide-withholding.ts";
import { proposeWithholding } from "./propose-withholding.ts";
import { presentWithholdings } from "./withholding.presenter.ts";
import type { WithholdingStep } from "./withholding.state.ts";
import { findWithholding, readWithholdings, type Withholding } from "./withholding.ts";

export function withholdingRoutes(deps: PrivacyDeps): Route[] {
  return [
    route(contract.listWithholdings, async ({ actor, params }) => {
      const page = await listWithholdings(deps, actor, params);
      return { rows: await presentWithholdings(deps, actor, page.rows), next: page.next };
    }),
    route(contract.listWithholdingGrounds, async () => ({ rows: deps.county.privacy.withholdingGrounds })),
    route(contract.proposeWithholding, async ({ actor, params, body }) => present(actor, await proposeWithholding(deps, actor, "case", params.caseId, body))),
    route(contract.approveWithholding, ({ actor, params, body }) => decide(actor, params.withholdingId, "approve", body.reason)),
    route(contract.refuseWithholding, ({ actor, params, body }) => decide(actor, params.withholdingId, "refuse", body.reason)),
    route(contract.liftWithholding, ({ actor, params, body }) => decide(actor, params.withholdingId, "lift", body.reason)),
  ];

  async function decide(actor: StaffActor, id: string, step: WithholdingStep, reason: string) {
    await decideWithholding(deps, actor, id, step, reason);
    return present(actor, id);
  }

  async function present(actor: StaffActor, id: string) {
    const row = await findWithholding(deps.db, id);
    refuseUnless(row, "withholding.not_found");
    const [presented] = await presentWithholdings(deps, actor, [row]);
    refuseUnless(presented, "withholding.not_found");
    return presented;
  }
}

/** What is hidden, or is proposed to be, where the actor may propose; newest first. */
async function listWithholdings(deps: PrivacyDeps, actor: StaffActor, order: ParamsOf<typeof contract.listWithholdings>): Promise<Page<Withholding>> {
  const ofState = order.state === undefined ? nothing : sql`AND w.state = ${order.state}`;
  const rows = await readWithholdings(deps.db, sql`
    ${whereHeld(actor, "withhold.propose", "w.area_path")} ${ofState}
      AND ${deps.pager.after(order, { key: "w.proposed_at", id: "w.id" }, "down")}
    ORDER BY w.proposed_at DESC, w.id DESC LIMIT ${limitOf(order)}`);
  return deps.pager.cut(rows, order, (row) => ({ key: row.proposedAt, id: row.id }));
}
