/** Where "now" comes from, so that a rule never asks the machine and a test can set it. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

const shanghaiOffsetMs = 8 * 3600 * 1000;

/** The day in Shanghai, YYYY-MM-DD. China has kept one fixed offset since 1991. */
export function shanghaiDay(at: number): string {
  return new Date(at + shanghaiOffsetMs).toISOString().slice(0, 10);
}

/** 2026-11-23 09:40, in Shanghai. */
export function shanghaiMinute(at: number): string {
  return new Date(at + shanghaiOffsetMs).toISOString().slice(0, 16).replace("T", " ");
}

/** The first millisecond of a day in Shanghai. */
export function startOfShanghaiDay(day: string): number {
  return Date.parse(`${day}T00:00:00.000Z`) - shanghaiOffsetMs;
}

export const dayMs = 24 * 3600 * 1000;
