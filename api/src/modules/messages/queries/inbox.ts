import type { Actor, StaffActor, VillagerActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { limitOf, type Page, type PageOrder } from "../../../kernel/page.ts";
import { listOf, sql, type Sql } from "../../../kernel/sql.ts";

export interface InboxMessage {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly at: number;
  readonly isRead: boolean;
  readonly caseId: string | null;
}

/** My messages, newest first. */
export async function listMessages(deps: Deps, actor: VillagerActor | StaffActor, order: PageOrder): Promise<Page<InboxMessage>> {
  const rows = await deps.db.select<Row>(sql`
    SELECT m.id, m.public_id, m.title, m.text, m.at_ms, m.read_at, m.case_public_id FROM messages m
    WHERE ${ownedBy(actor)} AND ${deps.pager.after(order, { key: "m.id", id: "m.id" }, "down")} ORDER BY m.id DESC LIMIT ${limitOf(order)}`);
  const page = deps.pager.cut(rows, order, (row) => ({ key: row.id, id: row.id }));
  return {
    rows: page.rows.map((row) => ({
      id: row.public_id,
      title: row.title,
      text: row.text,
      at: row.at_ms,
      isRead: row.read_at !== null,
      caseId: row.case_public_id,
    })),
    next: page.next,
  };
}

/** Marks mine read: those named, or all. Others' ids do nothing and say nothing. */
export async function readMessages(deps: Deps, actor: VillagerActor | StaffActor, ids: readonly string[] | undefined): Promise<void> {
  await deps.db.change(sql`
    UPDATE messages SET read_at = ${deps.clock.now()}
    WHERE recipient_kind = ${kindOf(actor)} AND recipient_id = ${idOf(actor)} AND read_at IS NULL
      AND ${ids === undefined ? sql`1 = 1` : sql`public_id IN (${listOf(ids)})`}`);
}

const countedTo = 99;

/** How many are unread, to 99 at most. */
export async function countUnread(deps: Pick<Deps, "db">, actor: Actor): Promise<number> {
  if (actor.kind !== "villager" && actor.kind !== "staff") {
    return 0;
  }
  const row = await deps.db.selectOne<{ n: number }>(sql`
    SELECT COUNT(*) AS n FROM (SELECT m.id FROM messages m WHERE ${ownedBy(actor)} AND m.read_at IS NULL LIMIT ${countedTo}) counted`);
  return row?.n ?? 0;
}

interface Row {
  readonly id: number;
  readonly public_id: string;
  readonly title: string;
  readonly text: string;
  readonly at_ms: number;
  readonly read_at: number | null;
  readonly case_public_id: string | null;
}

const ownedBy = (actor: VillagerActor | StaffActor): Sql => sql`m.recipient_kind = ${kindOf(actor)} AND m.recipient_id = ${idOf(actor)}`;

const kindOf = (actor: VillagerActor | StaffActor): "account" | "staff" => (actor.kind === "staff" ? "staff" : "account");

const idOf = (actor: VillagerActor | StaffActor): number => (actor.kind === "staff" ? actor.staffId : actor.accountId);
