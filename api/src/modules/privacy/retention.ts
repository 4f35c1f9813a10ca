import { dayMs } from "../../kernel/clock.ts";
import type { Job } from "../../kernel/module.ts";
import { scrub } from "../../kernel/sql-differences.ts";
import type { PrivacyDeps, Registry } from "./deps.ts";
import { classOf } from "./erasure/erasure-plan.ts";

/** Every night what has had its time goes by itself, class by class, a batch at a time. */
export function retentionJob(deps: PrivacyDeps, registry: Registry): Job {
  return { name: "retention", schedule: "50 3 * * *", run: (signal) => throwOutExpired(deps, registry, signal) };
}

export async function throwOutExpired(deps: PrivacyDeps, registry: Registry, signal: AbortSignal): Promise<void> {
  for (const data of registry.personalData) {
    const { days } = classOf(deps, data);
    if (!data.expire || days === null) {
      continue;
    }
    for (let isMore = true; isMore && !signal.aborted; ) {
      isMore = await data.expire(deps.clock.now() - days * dayMs);
    }
  }
  await scrub(deps.db);
}
