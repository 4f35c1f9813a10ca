import type { CaseState } from "@cunqing/contract";
import { system } from "../../../kernel/actor.ts";
import { dayMs } from "../../../kernel/clock.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { sql, type Sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { isSealed, lockCase, subjectOf } from "../case.ts";
import { canMove, stateAfter } from "../case.state.ts";
import { writeStep } from "./move-case.ts";

const batchMax = 100;

/** Cases whose reporter has said nothing for the county's days become unconfirmed: silence is not consent. */
export function fallSilent(deps: Deps): Promise<boolean> {
  const due = sql`c.state = 'done_pending' AND c.silent_at <= ${deps.clock.now()}`;
  return step(deps, "fall_silent", "case.fell_silent", due, (state) => state === "done_pending");
}

/** Cases that are over for long are closed: no answer changes them any more. */
export function closeSettled(deps: Deps): Promise<boolean> {
  const now = deps.clock.now();
  const confirmedBefore = now - deps.county.objectionDays * dayMs;
  const silentBefore = now - deps.county.lateAnswerDays * dayMs;
  const due = sql`((c.state = 'confirmed' AND c.rated_at <= ${confirmedBefore}) OR (c.state = 'unconfirmed' AND c.silent_at <= ${silentBefore}))`;
  return step(deps, "close", "case.closed", due, (state) => state === "confirmed" || state === "unconfirmed");
}

async function step(
  deps: Deps,
  move: "fall_silent" | "close",
  kind: "case.fell_silent" | "case.closed",
  due: Sql,
  isStill: (state: CaseState) => boolean,
): Promise<boolean> {
  const rows = await deps.db.select<{ public_id: string }>(sql`SELECT c.public_id FROM cases c WHERE ${due} LIMIT ${batchMax}`);
  for (const { public_id: publicId } of rows) {
    await inTransaction(deps.db, async () => {
      const row = await lockCase(deps.db, publicId);
      // The reporter may have answered since the list was read.
      if (!row || !isStill(row.state) || !canMove(row.state, move)) {
        return;
      }
      await writeStep(deps, row, stateAfter(move), {});
      await deps.journal.append(system("cases"), { kind, subject: subjectOf(row), areaId: row.village_id, isSealed: isSealed(row) });
    });
  }
  return rows.length > 0;
}
