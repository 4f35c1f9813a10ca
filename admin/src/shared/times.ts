const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** China keeps one time zone and no summer time, so one offset is the whole rule. */
const SHANGHAI = 8 * HOUR;
const WEEKDAYS = "日一二三四五六";

/** A moment on the wire: milliseconds, or an ISO text. */
export type Moment = number | string;

/** 今天 9:40 · 昨天 16:05 · 11月20日 9:40 · 2025年3月2日 9:40 */
export function timeWords(at: Moment, now: number = Date.now()): string {
  const then = wall(at);
  return `${dayWords(at, now)} ${String(then.getUTCHours())}:${pad(then.getUTCMinutes())}`;
}

/** 今天 · 昨天 · 11月20日 · 2025年3月2日 */
export function dayWords(at: Moment, now: number = Date.now()): string {
  const then = wall(at);
  const apart = dayNumber(now) - dayNumber(at);
  if (apart === 0) {
    return "今天";
  }
  if (apart === 1) {
    return "昨天";
  }
  if (apart === -1) {
    return "明天";
  }
  const monthDay = `${String(then.getUTCMonth() + 1)}月${String(then.getUTCDate())}日`;
  return then.getUTCFullYear() === wall(now).getUTCFullYear() ? monthDay : `${String(then.getUTCFullYear())}年${monthDay}`;
}

/** The whole moment, for tooltips and papers: 2026-11-24 09:40:12 */
export function exactWords(at: Moment): string {
  const then = wall(at);
  const day = `${String(then.getUTCFullYear())}-${pad(then.getUTCMonth() + 1)}-${pad(then.getUTCDate())}`;
  return `${day} ${pad(then.getUTCHours())}:${pad(then.getUTCMinutes())}:${pad(then.getUTCSeconds())}`;
}

/** 11月24日 星期二 */
export function todayWords(now: number = Date.now()): string {
  const then = wall(now);
  return `${String(then.getUTCMonth() + 1)}月${String(then.getUTCDate())}日 星期${WEEKDAYS.charAt(then.getUTCDay())}`;
}

export type Urgency = "late" | "soon" | "calm";

/** How a deadline stands. Deadlines end at 24:00 of a day, so days are what people count in until the last one. */
export function dueWords(due: Moment, now: number = Date.now()): { text: string; urgency: Urgency } {
  const left = toMs(due) - now;
  if (left < 0) {
    return { text: `超期 ${spanWords(-left)}`, urgency: "late" };
  }
  // A due moment of exactly 24:00 belongs to the day that is ending.
  const days = dayNumber(toMs(due) - 1) - dayNumber(now);
  if (days === 0) {
    return { text: `今天到期，还剩 ${spanWords(left)}`, urgency: "soon" };
  }
  return { text: `还剩 ${String(days)} 天`, urgency: days === 1 ? "soon" : "calm" };
}

/** 3 天 · 5 小时 · 12 分钟 · 不到 1 分钟 */
export function spanWords(ms: number): string {
  if (ms >= DAY) {
    return `${String(Math.floor(ms / DAY))} 天`;
  }
  if (ms >= HOUR) {
    return `${String(Math.floor(ms / HOUR))} 小时`;
  }
  if (ms >= MINUTE) {
    return `${String(Math.floor(ms / MINUTE))} 分钟`;
  }
  return "不到 1 分钟";
}

/** 2026-11-24, the form of an `<input type="date">`. */
export function isoDay(at: Moment): string {
  return exactWords(at).slice(0, 10);
}

/** Midnight in Shanghai at the start of an ISO day, as milliseconds. */
export function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`);
}

export function toMs(at: Moment): number {
  return typeof at === "number" ? at : Date.parse(at);
}

function wall(at: Moment): Date {
  return new Date(toMs(at) + SHANGHAI);
}

function dayNumber(at: Moment): number {
  return Math.floor((toMs(at) + SHANGHAI) / DAY);
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
