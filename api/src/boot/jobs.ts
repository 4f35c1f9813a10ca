import { schedule } from "node-cron";
import { shanghaiDay } from "../kernel/clock.ts";
import type { Deps } from "../kernel/deps.ts";
import type { Job } from "../kernel/module.ts";
import { insertOrIgnore } from "../kernel/sql-differences.ts";
import { sql } from "../kernel/sql.ts";

/**
 * The clock role. It only enqueues: the unique job key makes a second clock, or a second firing, harmless.
 */
export function startClock(deps: Deps, jobs: readonly Job[]): { stop(): void } {
  const tasks = jobs.map((job) =>
    schedule(job.schedule, () => void enqueue(deps, job).catch((error: unknown) => deps.log.error({ err: error, job: job.name }, "could not enqueue a job")), {
      timezone: "Asia/Shanghai",
    }),
  );
  return {
    stop() {
      for (const task of tasks) {
        void task.stop();
      }
    },
  };
}

export async function enqueue(deps: Deps, job: Job): Promise<void> {
  const now = deps.clock.now();
  // Schedules are never finer than a minute, so the minute is the slot.
  const slot = `${shanghaiDay(now)}T${Math.floor(now / 60_000)}`;
  await deps.db.change(sql`
    ${insertOrIgnore(deps.db, "jobs")} (job_key, job, state, queued_at)
    VALUES (${`${job.name}:${slot}`}, ${job.name}, 'queued', ${now})`);
}

const abandonedMs = 15 * 60_000;

/** Takes one queued job and runs it. A job whose process died is taken again after a while. */
export async function runQueuedJob(deps: Deps, jobs: readonly Job[], signal: AbortSignal): Promise<boolean> {
  const now = deps.clock.now();
  const waiting = await deps.db.selectOne<{ job_key: string; job: string; state: string }>(sql`
    SELECT job_key, job, state FROM jobs
    WHERE state = 'queued' OR (state = 'running' AND started_at < ${now - abandonedMs}) ORDER BY queued_at LIMIT 1`);
  if (!waiting) {
    return false;
  }
  const taken = await deps.db.change(sql`
    UPDATE jobs SET state = 'running', started_at = ${now}
    WHERE job_key = ${waiting.job_key} AND state = ${waiting.state} AND (started_at IS NULL OR started_at < ${now - abandonedMs})`);
  if (taken.changes === 0) {
    return true;
  }
  const job = jobs.find((candidate) => candidate.name === waiting.job);
  try {
    await job?.run(signal);
    await finish(deps, waiting.job_key, job ? "done" : "unknown", null);
  } catch (error) {
    deps.log.error({ err: error, job: waiting.job }, "a job failed");
    await finish(deps, waiting.job_key, "failed", error instanceof Error ? error.message.slice(0, 300) : "");
  }
  return true;
}

async function finish(deps: Deps, key: string, state: string, error: string | null): Promise<void> {
  await deps.db.change(sql`UPDATE jobs SET state = ${state}, finished_at = ${deps.clock.now()}, error = ${error} WHERE job_key = ${key}`);
}
