import type { ResultOf, listLooksAtMe as atMe, listWithheldLooks as withheld } from "@cunqing/contract";
import { holdsAt, whereHeld, type StaffActor, type VillagerActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { detailsOf } from "../../../kernel/journal/entries.ts";
import { limitOf, type PageOrder } from "../../../kernel/page.ts";
import { sql, type Sql } from "../../../kernel/sql.ts";
import { findAccount, staffNames } from "../../identity/index.ts";
import { lookWords } from "./look-words.policy.ts";

/**
 * Who looked at what is mine: my account, my cases, and the person on the roll whom I claimed to be. What a sealed
 * matter keeps back is not there at all, and leaves no gap.
 */
export async function listLooksAtMe(deps: Deps, actor: Pick<VillagerActor, "accountId">, order: PageOrder): Promise<ResultOf<typeof atMe>> {
  const account = await findAccount(deps.db, actor.accountId);
  const mine = [sql`l.account_id = ${actor.accountId}`, ...(account?.personId ? [sql`l.person_id = ${account.personId}`] : [])];
  const parts = mine.map((whose) => sql`SELECT * FROM (${newest(deps, order, sql`${whose} AND l.is_withheld = 0`)}) part`);
  // A union, so that a look that concerns me twice is told once.
  const rows = await deps.db.select<LookRow>(sql`${parts[0] ?? sql``}${parts[1] ? sql` UNION ${parts[1]}` : sql``}
    ORDER BY at_ms DESC, id DESC LIMIT ${limitOf(order)}`);
  const page = deps.pager.cut(rows, order, placeOf);
  const told = await tell(deps, page.rows);
  return { rows: told.map(({ row, who, role, details }) => ({ id: row.public_id, at: row.at_ms, who, role, what: lookWords(row.kind, details).toMe, why: details["reason"] ?? null })), next: page.next };
}

/** Looks that sealed matters keep back, where the actor may know that they exist. Whom they are about is not said. */
export async function listWithheldLooks(deps: Deps, actor: StaffActor, order: PageOrder): Promise<ResultOf<typeof withheld>> {
  const rows = await deps.db.select<LookRow>(newest(deps, order, sql`l.is_withheld = 1 AND ${whereHeld(actor, "look.read_withheld", "l.area_path")}`));
  const page = deps.pager.cut(rows, order, placeOf);
  const told = await tell(deps, page.rows);
  return {
    rows: told.map(({ row, who, role, details }) => ({
      id: row.public_id,
      at: row.at_ms,
      who,
      role,
      what: lookWords(row.kind, details).ofSomebody,
      mayRelease: holdsAt(actor, "look.release", row.area_path ?? ""),
    })),
    next: page.next,
  };
}

interface LookRow {
  readonly id: number;
  readonly public_id: string;
  readonly journal_id: number;
  readonly at_ms: number;
  readonly area_path: string | null;
  readonly kind: string;
  readonly actor_id: number | null;
  readonly role: string | null;
}

const placeOf = (row: LookRow) => ({ key: row.at_ms, id: row.id });

function newest(deps: Deps, order: PageOrder, condition: Sql): Sql {
  return sql`
    SELECT l.id, l.public_id, l.journal_id, l.at_ms, l.area_path, j.kind, j.actor_id, j.role
    FROM looks l JOIN journal j ON j.id = l.journal_id
    WHERE ${condition} AND ${deps.pager.after(order, { key: "l.at_ms", id: "l.id" }, "down")}
    ORDER BY l.at_ms DESC, l.id DESC LIMIT ${limitOf(order)}`;
}

async function tell(deps: Deps, rows: readonly LookRow[]) {
  const [details, names] = await Promise.all([
    detailsOf(deps.db, rows.map((row) => row.journal_id)),
    staffNames(deps.db, rows.flatMap((row) => row.actor_id ?? [])),
  ]);
  return rows.map((row) => ({
    row,
    who: names.get(row.actor_id ?? 0)?.name ?? "工作人员",
    role: deps.county.roles.find((role) => role.code === row.role)?.name ?? null,
    details: details.get(row.journal_id) ?? {},
  }));
}
