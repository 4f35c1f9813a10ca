import { system } from "../../../../kernel/actor.ts";
import { isConnectionLost, isFull, isRetryable } from "../../../../kernel/database-errors.ts";
import type { Deps } from "../../../../kernel/deps.ts";
import { takeLease } from "../../../../kernel/lease.ts";
import type { Loop } from "../../../../kernel/module.ts";
import { forUpdate } from "../../../../kernel/sql-differences.ts";
import { sql } from "../../../../kernel/sql.ts";
import { inTransaction } from "../../../../kernel/transaction.ts";
import { openCheck, type OpenedCheck, type VerifyDeps } from "../open-check.ts";
import { loadState, newState, saveState, withFindings, type VerifyState } from "../verify-state.ts";
import { stepDatabase } from "../verify-database.ts";
import { verificationSubject } from "./verification.ts";

export type VerificationDeps = Deps & VerifyDeps;

const leaseMs = 10_000;
/** SQLite has one process for everything: others must come in between. */
const sliceMs = 50;
const progressMs = 1_000;
const findingsShown = 100;

interface Running extends OpenedCheck {
  readonly id: number;
  state: VerifyState;
  savedAt: number;
}

/** The worker's loop: a slice of the open check, if there is one. A killed worker's check goes on where it was last noted. */
export function verificationLoop(deps: VerificationDeps): Loop {
  let running: Running | undefined;
  return {
    name: "verification of the record",
    restMs: 1_000,
    async run() {
      const open = await deps.db.selectOne<OpenRow>(sql`SELECT id, public_id, progress FROM trail_verifications WHERE state = 'open'`);
      if (!open) {
        running = undefined;
        return false;
      }
      if (!(await takeLease(deps, "verification", leaseMs))) {
        running = undefined;
        return false;
      }
      try {
        running = running?.id === open.id ? running : await take(deps, open);
        await runSlice(deps, running, open);
      } catch (error) {
        running = undefined;
        await giveUp(deps, open, error);
      }
      return true;
    },
  };
}

interface OpenRow {
  readonly id: number;
  readonly public_id: string;
  readonly progress: Buffer | null;
}

async function take(deps: VerificationDeps, open: OpenRow): Promise<Running> {
  const opened = await openCheck(deps);
  const state = open.progress === null ? withFindings(newState, opened.findings) : loadState(open.progress.toString());
  const running = { ...opened, id: open.id, state, savedAt: 0 };
  await noteProgress(deps, running);
  return running;
}

async function runSlice(deps: VerificationDeps, running: Running, open: OpenRow): Promise<void> {
  const until = performance.now() + sliceMs;
  while (running.state.phase !== "done" && performance.now() < until) {
    running.state = await stepDatabase(running.check, running.state);
  }
  if (running.state.phase === "done") {
    await noteProgress(deps, running);
    await finish(deps, open, running.state.findingCount === 0 ? "passed" : "failed", running.state.findingCount);
  } else if (deps.clock.now() - running.savedAt >= progressMs) {
    await noteProgress(deps, running);
  }
}

async function noteProgress({ db, clock }: VerificationDeps, running: Running): Promise<void> {
  const { state, check } = running;
  running.savedAt = clock.now();
  await db.change(sql`
    UPDATE trail_verifications SET taken_at = ${running.savedAt}, leaves_done = ${state.tally.leaves}, leaves_total = ${check.target.size},
      rows_done = ${state.tally.rows}, rows_total = ${check.target.rows}, finding_count = ${state.findingCount},
      findings = ${JSON.stringify(state.findings.slice(0, findingsShown))}, progress = ${Buffer.from(saveState(state))}
    WHERE id = ${running.id} AND state = 'open'`);
}

async function finish(deps: VerificationDeps, open: OpenRow, outcome: "passed" | "failed" | "broken", findings: number): Promise<void> {
  await inTransaction(deps.db, async () => {
    const row = await deps.db.selectOne<{ state: string }>(sql`SELECT state FROM trail_verifications WHERE id = ${open.id} ${forUpdate(deps.db)}`);
    if (row?.state !== "open") {
      return;
    }
    await deps.db.change(sql`UPDATE trail_verifications SET state = ${outcome}, finished_at = ${deps.clock.now()} WHERE id = ${open.id}`);
    await deps.journal.append(system("verification"), {
      kind: "trail.verification_finished",
      subject: verificationSubject(open),
      areaId: null,
      details: { outcome, findings: String(findings) },
    });
  });
}

/** What passes by itself is tried again by the loop; a check that cannot be made must not look as if it went on. */
async function giveUp(deps: VerificationDeps, open: OpenRow, error: unknown): Promise<void> {
  if (isRetryable(error) || isConnectionLost(error) || isFull(error)) {
    throw error;
  }
  deps.log.error({ err: error, verification: open.public_id }, "the record could not be verified");
  await finish(deps, open, "broken", 0);
}
