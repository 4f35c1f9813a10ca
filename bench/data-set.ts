import type { CaseState } from "@cunqing/contract";
import { dayMs } from "../api/src/kernel/clock.ts";
import { randomId } from "../api/src/kernel/crypto/random.ts";
import type { Database } from "../api/src/kernel/database.ts";
import { join, sql, type Sql } from "../api/src/kernel/sql.ts";
import { randomFrom } from "../api/src/testing/random-from.ts";

export interface Village {
  readonly id: number;
  readonly publicId: string;
  readonly path: string;
}

export interface Plan {
  readonly cases: number;
  readonly villages: readonly Village[];
  /** The village whose list is measured. Small data sets, too, must fill a page of it. */
  readonly measured: Village;
  readonly accountIds: readonly number[];
  readonly handlerIds: readonly number[];
  readonly now: number;
}

const batchSize = 500;
const measuredAtLeast = 60;
const years = 2;

/**
 * Cases of two years, spread over the villages, and a photo for every second one. Only rows that the measured
 * queries meet: old cases have no journal here, since no list reads it. The same seed makes the same county.
 */
export async function fillCases(db: Database, plan: Plan): Promise<void> {
  const { next: random } = randomFrom(20_261_124);
  const pick = <T>(list: readonly T[]): T => {
    const item = list[Math.floor(random() * list.length)];
    if (item === undefined) {
      throw new Error("nothing to pick from");
    }
    return item;
  };
  for (let made = 0; made < plan.cases; made += batchSize) {
    const size = Math.min(batchSize, plan.cases - made);
    const rows = Array.from({ length: size }, (_, index) => {
      const number = made + index;
      // Every so many'th case is the measured village's, whatever chance says of the others.
      const isMeasured = number % Math.max(1, Math.floor(plan.cases / measuredAtLeast)) === 0;
      return caseOf(plan, number, isMeasured ? plan.measured : pick(plan.villages), pick, random);
    });
    await db.change(sql`INSERT INTO cases (${columns}) VALUES ${join(rows, ", ")}`);
  }
  await db.change(sql`
    INSERT INTO files (public_id, kind, storage_key, thumbnail_key, mime, byte_count, claim_hash, content_hash,
      subject_kind, subject_id, purpose, sort, created_at)
    SELECT CONCAT('bench-photo-', LPAD(id, 10, '0')), 'photo', CONCAT('photos/', public_id), CONCAT('photos/', public_id, '-small'),
      'image/jpeg', 180000, SHA2(public_id, 256), SHA2(number, 256), 'case', id, 'report', 0, submitted_at
    FROM cases WHERE id % 2 = 0`);
  await db.change(sql`ANALYZE TABLE cases, files, areas`);
}

const columns: Sql = {
  text: `public_id, number, door, category_code, village_id, area_path, text, place, lng, lat, capacity, account_id, is_private,
    state, is_open, handler_id, limit_days, submitted_at, due_at, is_due_provisional, stage_started_at, stage_due_at,
    is_stage_provisional, first_done_at, done_at, outcome, grade, rated_at, is_rated_late, dispute_count, released_text,
    released_photos, released_at, version`,
  values: [],
};

function caseOf(plan: Plan, number: number, village: Village, pick: <T>(list: readonly T[]) => T, random: () => number): Sql {
  const state = pick(states);
  const isOpen = openStates.has(state);
  const handlerId = unhandled.has(state) ? null : pick(plan.handlerIds);
  // Numbered by time, as a running county's are.
  const submittedAt = Math.round(plan.now - years * 365 * dayMs * (1 - number / plan.cases));
  const dueAt = submittedAt + 5 * dayMs;
  const doneAt = finished.has(state) ? submittedAt + Math.round(random() * 6 * dayMs) : null;
  const ratedAt = state === "confirmed" && doneAt !== null ? doneAt + dayMs : null;
  const isReleased = finished.has(state) && random() < 0.3;
  const isPrivate = random() < 0.08;
  return sql`(${randomId()}, ${String(number).padStart(10, "0")}, ${"report"}, ${pick(categories)}, ${village.id}, ${village.path},
    ${pick(texts) + pick(texts)}, ${pick(places)}, ${119.05 + random() * 0.2}, ${28.8 + random() * 0.4}, ${"villager"},
    ${pick(plan.accountIds)}, ${isPrivate}, ${state}, ${isOpen}, ${handlerId}, 5, ${submittedAt}, ${dueAt}, 0, ${submittedAt},
    ${submittedAt + dayMs}, 0, ${doneAt}, ${doneAt}, ${doneAt === null ? null : pick(outcomes)},
    ${ratedAt === null ? null : "satisfied"}, ${ratedAt}, 0, 0, ${isReleased ? pick(texts) : null}, ${isReleased ? "[]" : null},
    ${isReleased ? doneAt : null}, 3)`;
}

const repeated = (state: CaseState, times: number): CaseState[] => Array.from({ length: times }, () => state);

/** How often each state is met: most of two years is over. */
const states: readonly CaseState[] = [
  ...repeated("closed", 50),
  ...repeated("confirmed", 16),
  ...repeated("unconfirmed", 9),
  ...repeated("declined", 6),
  ...repeated("in_progress", 5),
  ...repeated("assigned", 4),
  ...repeated("accepted", 3),
  ...repeated("submitted", 3),
  ...repeated("done_pending", 3),
  ...repeated("disputed", 1),
];
const openStates: ReadonlySet<CaseState> = new Set(["submitted", "accepted", "assigned", "in_progress", "disputed"]);
const unhandled: ReadonlySet<CaseState> = new Set(["submitted", "accepted", "declined"]);
const finished: ReadonlySet<CaseState> = new Set(["closed", "confirmed", "unconfirmed", "done_pending"]);

const categories = ["road", "street_lamp", "sanitation", "river", "drinking_water", "fallen_tree", "village_affairs", "other"];
const texts = [
  "村道拐弯处堆了一堆黄泥,看不到对面来车,昨天差点撞上。",
  "祠堂门口的路灯坏了半个多月,老人晚上出门看不见台阶。",
  "溪边的垃圾桶满了没人收,天热味道很大,苍蝇也多。",
  "上游水沟被石头堵住,一下雨水就漫到路上来,走不了人。",
  "自来水这两天发浑,烧开了还有泥沙,家里有小孩不敢喝。",
  "后山一棵枯树歪得厉害,再刮风怕要压到电线上。",
  "去年修晒谷场的账在公开栏上没有看到,想请村里说一说。",
  "下水井盖裂了一个角,骑电瓶车的人绕着走,请派人换一块。",
];
const places = ["村口老樟树旁", "祠堂门前", "三组晒谷场", "溪边步道", "小学后门", "公交站对面"];
const outcomes = ["已经派人清走,路面扫干净了。", "换了新灯,当晚就亮了。", "和水厂一起查过,管道冲洗后水清了。", "村里开会说明了账目,贴在公开栏。"];
