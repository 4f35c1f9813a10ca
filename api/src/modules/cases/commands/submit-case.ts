import { randomInt } from "node:crypto";
import type { BodyOf, submitCase as endpoint } from "@cunqing/contract";
import { anonymous, type Actor } from "../../../kernel/actor.ts";
import { randomId } from "../../../kernel/crypto/random.ts";
import type { Changed } from "../../../kernel/database.ts";
import { isDuplicate } from "../../../kernel/database-errors.ts";
import type { Deps } from "../../../kernel/deps.ts";
import type { Appended } from "../../../kernel/journal/journal.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { attachFiles, photoDetails } from "../../files/index.ts";
import { lockAccount } from "../../identity/index.ts";
import { findOpenVillage, type Area } from "../../organisation/index.ts";
import { categoryOf, presetOf, stageDeadline, wholeDeadline } from "../case.clock.ts";
import type { Capacity } from "../case.ts";
import { followCodeOf, followIndexOf } from "../follow-code.ts";
import { isInCounty, toStored, type StoredPoint } from "../place.ts";

export type SubmitOrder = BodyOf<typeof endpoint>;

export interface Submitted {
  readonly publicId: string;
  readonly village: Area;
  readonly hasFiles: boolean;
  readonly entry: Appended;
}

/** A villager speaks up. The clock starts here, whoever takes the case and whenever. */
export async function submitCase(deps: Deps, caller: Actor, order: SubmitOrder): Promise<Submitted> {
  const village = await findOpenVillage(deps.db, order.villageId);
  refuseUnless(village, "area.not_found");
  const category = categoryOf(deps.county, order.categoryCode);
  refuseUnless(category?.doors.includes(order.door), "case.category_unknown");
  refuseUnless(order.text.length >= 2 || order.photos.length > 0 || order.voice !== undefined, "case.empty");
  const point = order.point ? toStored(order.point) : null;
  refuseUnless(point === null || isInCounty(point, deps.county), "case.point_outside");
  // An anonymous report keeps no tie to the session it came by (trust.md 3).
  const actor = isNobody(caller, order.isAnonymous) ? anonymous : caller;
  return inTransaction(deps.db, async () => {
    if (actor.kind === "villager") {
      // Before everything else (area, account, thing): who closes his account counts his open cases under this lock.
      await lockAccount(deps.db, actor.accountId);
    }
    const made = await insertCase(deps, actor, order, village, point);
    const subject = { kind: "case", id: made.id, publicId: made.publicId };
    const photos = await attachFiles(deps, { attachments: order.photos, kind: "photo", subject, purpose: "report" });
    const voice = await attachFiles(deps, { attachments: order.voice ? [order.voice] : [], kind: "voice", subject, purpose: "voice" });
    const entry = await deps.journal.append(actor, {
      kind: "case.submitted",
      subject,
      areaId: village.id,
      isSealed: made.isPrivate,
      details: {
        door: order.door,
        category: order.categoryCode,
        text: order.text,
        place: order.place,
        ...photoDetails(photos),
        ...(voice.contents.length > 0 ? { voice: JSON.stringify(voice.contents) } : {}),
      },
    });
    return { publicId: made.publicId, village, hasFiles: photos.contents.length + voice.contents.length > 0, entry };
  });
}

/** At work nobody is anonymous: a case of a staff session could otherwise be confirmed by its code (trust.md 7). */
export const isNobody = (caller: Actor, isAnonymous: boolean): boolean => isAnonymous && caller.kind !== "staff";

async function insertCase(deps: Deps, actor: Actor, order: SubmitOrder, village: Area, point: StoredPoint | null) {
  const category = categoryOf(deps.county, order.categoryCode);
  if (!category) {
    throw new Refusal("case.category_unknown");
  }
  const preset = presetOf(deps.county, category);
  const now = deps.clock.now();
  const whole = wholeDeadline(deps.county, now, preset.wholeWorkingDays);
  const stage = stageDeadline(deps.county, preset, "submit", now, whole);
  const publicId = randomId();
  const capacity = capacityOf(actor);
  const isPrivate = order.isPrivate || category.sealed;
  const followIndex = capacity === "anonymous" ? followIndexOf(deps, followCodeOf(deps, publicId)) : null;
  const insertAs = (number: string) =>
    deps.db.change(sql`
      INSERT INTO cases
        (public_id, number, door, category_code, village_id, area_path, text, place, lng, lat, point_original, capacity,
         account_id, reporter_staff_id, follow_index, is_private, state, is_open, limit_days, submitted_at, due_at,
         is_due_provisional, stage_started_at, stage_due_at, is_stage_provisional, is_rated_late, dispute_count, version)
      VALUES
        (${publicId}, ${number}, ${order.door}, ${order.categoryCode}, ${village.id}, ${village.path}, ${order.text},
         ${order.place ?? null}, ${point?.lng ?? null}, ${point?.lat ?? null}, ${order.point ? JSON.stringify(order.point) : null},
         ${capacity}, ${actor.kind === "villager" ? actor.accountId : null}, ${actor.kind === "staff" ? actor.staffId : null},
         ${followIndex}, ${isPrivate}, 'submitted', 1, ${preset.wholeWorkingDays}, ${now}, ${whole.dueMs}, ${whole.provisional},
         ${now}, ${stage.dueMs}, ${stage.provisional}, 0, 0, 1)`);
  const { insertId } = await withFreeNumber(insertAs);
  return { id: insertId, publicId, isPrivate };
}

const numbersTried = 5;

/** Numbers are drawn, so one may be taken; a refused statement leaves the transaction as it was. */
async function withFreeNumber(insertAs: (number: string) => Promise<Changed>): Promise<Changed> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await insertAs(newNumber());
    } catch (error) {
      if (!isDuplicate(error) || tries === numbersTried) {
        throw error;
      }
    }
  }
}

function capacityOf(actor: Actor): Capacity {
  return actor.kind === "villager" || actor.kind === "staff" ? actor.kind : "anonymous";
}

/** Something to say over the telephone: random, so that it tells neither when nor how many. */
function newNumber(): string {
  const digits = String(randomInt(0, 10 ** 10)).padStart(10, "0");
  return `${digits.slice(0, 4)}-${digits.slice(4, 7)}-${digits.slice(7)}`;
}
