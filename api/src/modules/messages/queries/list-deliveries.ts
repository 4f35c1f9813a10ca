import type * as z from "zod";
import type { deliveryRow, ParamsOf, listDeliveries as endpoint } from "@cunqing/contract";
import { whereHeld, type StaffActor } from "../../../kernel/actor.ts";
import { maskName } from "../../../kernel/crypto/mask.ts";
import { limitOf, type Page } from "../../../kernel/page.ts";
import { sql, type Sql } from "../../../kernel/sql.ts";
import { accountNames } from "../../identity/index.ts";
import { mayRetry, type DeliveryState } from "../delivery.state.ts";
import type { MessagesDeps } from "../deps.ts";

type Delivery = z.output<typeof deliveryRow>;

/** The operator's view: what went out, what did not, and why. Recipients are masked; texts are not shown at all. */
export async function listDeliveries(deps: MessagesDeps, actor: StaffActor, order: ParamsOf<typeof endpoint>): Promise<Page<Delivery>> {
  const rows = await deps.db.select<Row>(sql`
    SELECT ${columns} ${from}
    WHERE ${whereSeen(actor)} AND ${order.state ? sql`d.state = ${order.state}` : sql`1 = 1`} AND ${deps.pager.after(order, { key: "d.created_at", id: "d.id" }, "down")}
    ORDER BY d.created_at DESC, d.id DESC LIMIT ${limitOf(order)}`);
  const page = deps.pager.cut(rows, order, (row) => ({ key: row.created_at, id: row.id }));
  return { rows: await present(deps, page.rows), next: page.next };
}

export async function getDelivery(deps: MessagesDeps, actor: StaffActor, publicId: string): Promise<Delivery> {
  const [found] = await present(deps, await deps.db.select<Row>(sql`SELECT ${columns} ${from} WHERE d.public_id = ${publicId} AND ${whereSeen(actor)}`));
  if (!found) {
    throw new Error("a delivery just changed is not there");
  }
  return found;
}

/** What a message tells of stands in a place, and may be a sealed matter: both decide who learns that it was sent. */
export function whereSeen(actor: StaffActor): Sql {
  return sql`(${whereHeld(actor, "delivery.read", "a.path")} AND (j.is_sealed = 0 OR ${whereHeld(actor, "case.read_private", "a.path")}))`;
}

export const from: Sql = sql`FROM deliveries d JOIN journal j ON j.id = d.journal_id JOIN areas a ON a.id = j.area_id`;

const columns: Sql = sql`d.id, d.public_id, d.channel, d.template, d.account_id, d.state, d.attempts, d.last_error, d.created_at, d.next_attempt_at`;

interface Row {
  readonly id: number;
  readonly public_id: string;
  readonly channel: "wechat" | "sms";
  readonly template: string;
  readonly account_id: number;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly created_at: number;
  readonly next_attempt_at: number | null;
}

async function present(deps: MessagesDeps, rows: readonly Row[]): Promise<Delivery[]> {
  const names = await accountNames(deps.db, rows.map((row) => row.account_id));
  return rows.map((row) => ({
    id: row.public_id,
    channel: row.channel,
    template: row.template,
    recipient: maskName(names.get(row.account_id)?.name || "村民"),
    state: row.state,
    attempts: row.attempts,
    lastError: row.last_error,
    createdAt: row.created_at,
    nextAttemptAt: row.state === "queued" ? row.next_attempt_at : null,
    may: mayRetry(row.state) ? ["retry" as const] : [],
  }));
}
