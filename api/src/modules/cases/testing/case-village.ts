import type { StaffActor, VillagerActor } from "../../../kernel/actor.ts";
import { randomId } from "../../../kernel/crypto/random.ts";
import { buildStaff, buildVillager } from "../../../testing/build-actors.ts";
import { signIn } from "../../../testing/sign-in.ts";
import { startApi, type Answer, type TestApi } from "../../../testing/start-api.ts";
import { openWorld, type World } from "../../../testing/world.ts";
import type { SubmitOrder } from "../commands/submit-case.ts";
import { buildPhoto, caseOrder } from "./build-case.ts";

type Headers = Record<string, string>;

export interface CaseVillage {
  readonly world: World;
  readonly api: TestApi;
  readonly secretary: StaffActor;
  readonly wu: VillagerActor;
  /** Sessions: of 溪口村 its secretary, 吴大伯 and a neighbour, and the secretary of another township's village. */
  readonly as: { readonly secretary: Headers; readonly wu: Headers; readonly neighbour: Headers; readonly other: Headers };
  submit(headers: Headers, overrides?: Partial<SubmitOrder>): Promise<Answer>;
  /** Takes a case as far as "done" by the secretary's own hands. */
  finish(caseId: string): Promise<void>;
  close(): Promise<void>;
}

/** A key that a phone makes for a form. */
export const newKey = (): Headers => ({ "idempotency-key": randomId() });

/** A village with its people signed in at a real API. */
export async function openCaseVillage(): Promise<CaseVillage> {
  const world = await openWorld();
  const api = await startApi(world);
  const { xikouVillage, zhangwang } = world.areas;
  const secretary = await buildStaff(world, "village_secretary", xikouVillage);
  const wu = await buildVillager(world, xikouVillage);
  const as = {
    secretary: await signIn(world, secretary),
    wu: await signIn(world, wu),
    neighbour: await signIn(world, await buildVillager(world, xikouVillage, "邻居")),
    other: await signIn(world, await buildStaff(world, "village_secretary", zhangwang, "别村书记")),
  };
  return {
    world,
    api,
    secretary,
    wu,
    as,
    submit: (headers, overrides = {}) => api.post("/cases", caseOrder(xikouVillage, overrides), { ...newKey(), ...headers }),
    async finish(caseId) {
      const steps: [string, object][] = [
        ["accept", { seenState: "submitted" }],
        ["assign", { seenState: "accepted", assigneeId: secretary.publicId }],
        ["start", { seenState: "assigned" }],
        ["finish", { seenState: "in_progress", outcome: "黄泥已清走", afterPhotos: [await buildPhoto(world)] }],
      ];
      for (const [step, body] of steps) {
        const answer = await api.post(`/cases/${caseId}/${step}`, body, as.secretary);
        if (answer.status !== 200) {
          throw new Error(`${step} answered ${answer.status} ${answer.body.code}`);
        }
      }
    },
    async close() {
      await api.close();
      await world.close();
    },
  };
}
