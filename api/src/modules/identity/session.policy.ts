const hourMs = 3_600_000;

export const sessionLifeMs = { villager: 180 * 24 * hourMs, staff: 12 * hourMs } as const;
/** Staff sit at shared desks: a console nobody touches signs itself out. */
export const staffIdleMs = 2 * hourMs;
/** The last-seen mark is moved no oftener than this. */
export const touchEveryMs = 60_000;

export type SessionKind = keyof typeof sessionLifeMs;

export interface SessionFacts {
  readonly kind: SessionKind;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
}

export function isLive(session: SessionFacts, now: number): boolean {
  const isIdle = session.kind === "staff" && session.lastSeenAt + staffIdleMs <= now;
  return session.revokedAt === null && now < session.expiresAt && !isIdle;
}

export const needsTouch = (session: SessionFacts, now: number): boolean => session.lastSeenAt + touchEveryMs <= now;
