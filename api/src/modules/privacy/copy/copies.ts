import type { ResultOf, copyMyData as endpoint } from "@cunqing/contract";
import type { VillagerActor } from "../../../kernel/actor.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import type { PrivacyDeps, Registry } from "../deps.ts";
import { copyMyData } from "./copy-my-data.ts";

/** A copy is made in memory, with up to 48 MB of pictures: so many at once a process bears. */
const atOnceMax = 2;

/** Who comes while so many are being made is asked to try again in a moment. */
export function createCopies(deps: PrivacyDeps, registry: Registry): (actor: VillagerActor) => Promise<ResultOf<typeof endpoint>> {
  let running = 0;
  return async (actor) => {
    refuseUnless(running < atOnceMax, "request.too_many");
    running += 1;
    try {
      return await copyMyData(deps, registry, actor);
    } finally {
      running -= 1;
    }
  };
}
