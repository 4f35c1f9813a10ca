const dayMs = 86_400_000;
// China keeps one time all year; the phone's own zone must not move a deadline.
const shanghaiOffsetMs = 8 * 3_600_000;

/** 今天 9:40 · 昨天 21:05 · 11月20日 8:12 · 2025年12月3日 */
export function sayMoment(at: number, now: number): string {
  const then = shanghai(at);
  const days = dayNumber(now) - dayNumber(at);
  const clock = `${then.getUTCHours()}:${String(then.getUTCMinutes()).padStart(2, "0")}`;
  if (days === 0) {
    return `今天 ${clock}`;
  }
  if (days === 1) {
    return `昨天 ${clock}`;
  }
  if (days === 2) {
    return `前天 ${clock}`;
  }
  const day = `${then.getUTCMonth() + 1}月${then.getUTCDate()}日`;
  return then.getUTCFullYear() === shanghai(now).getUTCFullYear() ? `${day} ${clock}` : `${then.getUTCFullYear()}年${day}`;
}

/** 11月23日 9:40, for what somebody reads again long after: no word that moves with the day. */
export function sayDate(at: number, now: number): string {
  const then = shanghai(at);
  const day = `${then.getUTCMonth() + 1}月${then.getUTCDate()}日 ${then.getUTCHours()}:${String(then.getUTCMinutes()).padStart(2, "0")}`;
  return then.getUTCFullYear() === shanghai(now).getUTCFullYear() ? day : `${then.getUTCFullYear()}年${day}`;
}

/** 刚刚 · 3 分钟前 · 2 小时前 · 5 天前 */
export function sayAgo(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) {
    return "刚刚";
  }
  if (minutes < 60) {
    return `${minutes} 分钟前`;
  }
  return minutes < 24 * 60 ? `${Math.floor(minutes / 60)} 小时前` : `${Math.floor(minutes / (24 * 60))} 天前`;
}

/** The last day a clock runs on, as 11月27日. A clock is due at midnight, which belongs to the day before. */
export function sayLastDay(dueAt: number, now: number): string {
  const last = shanghai(dueAt - 1);
  const day = `${last.getUTCMonth() + 1}月${last.getUTCDate()}日`;
  return last.getUTCFullYear() === shanghai(now).getUTCFullYear() ? day : `${last.getUTCFullYear()}年${day}`;
}

export type ClockTone = "calm" | "soon" | "late";

/** 还剩 2 天 · 今天到期 · 已超 1 天 */
export function sayClock(dueAt: number, now: number): { words: string; tone: ClockTone } {
  const days = dayNumber(dueAt - 1) - dayNumber(now);
  if (now >= dueAt) {
    return { words: days < 0 ? `已超 ${-days} 天` : "已超期", tone: "late" };
  }
  if (days === 0) {
    return { words: "今天到期", tone: "soon" };
  }
  return { words: `还剩 ${days} 天`, tone: days === 1 ? "soon" : "calm" };
}

/** 0:07 · 1:00 */
export const saySeconds = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

const shanghai = (at: number): Date => new Date(at + shanghaiOffsetMs);
const dayNumber = (at: number): number => Math.floor((at + shanghaiOffsetMs) / dayMs);
