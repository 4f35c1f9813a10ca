/** How the county hides its sealed entries among padding (trust.md 3). */
export interface CoverRules {
  readonly gapSecondsMin: number;
  readonly gapSecondsMax: number;
  readonly batchMax: number;
}

/** Where the schedule's chance comes from; in a test a seed. */
export interface CoverRandom {
  /** A whole number below `limit`, each as likely as any other. */
  below(limit: number): number;
}

export interface CoverBatch {
  readonly size: number;
  readonly nextAt: number;
}

export const gapMs = ({ gapSecondsMin, gapSecondsMax }: CoverRules, random: CoverRandom): number =>
  gapSecondsMin * 1000 + random.below((gapSecondsMax - gapSecondsMin) * 1000 + 1);

/**
 * The batch that is due, and the moment of the next one. It sees the schedule and the clock and nothing else: not
 * whether anything waits. Moments that were missed while no worker ran are made up for, so that entries of that time
 * find the room they would have had; a longer standstill begins anew.
 */
export function dueBatch(rules: CoverRules, scheduledAt: number, now: number, random: CoverRandom): CoverBatch | null {
  if (scheduledAt > now) {
    return null;
  }
  let size = 0;
  let nextAt = scheduledAt;
  for (let moments = 0; nextAt <= now && moments < missedMost; moments += 1) {
    size += 1 + random.below(rules.batchMax);
    nextAt += gapMs(rules, random);
  }
  return { size, nextAt: nextAt <= now ? now + gapMs(rules, random) : nextAt };
}

/**
 * How many of those that wait, in their order, go out now: as many as the batch has room for, and more only where one
 * could not wait for the next moment without breaking the promise.
 */
export function takenOf(waitingSince: readonly number[], batch: CoverBatch, promiseMs: number): number {
  const lastUrgent = waitingSince.findLastIndex((at) => at + promiseMs - marginMs < batch.nextAt);
  return Math.max(Math.min(batch.size, waitingSince.length), lastUrgent + 1);
}

/**
 * Any order as likely as any other, but for each subject's own entries, which keep theirs: a place in the batch tells
 * nobody what is padding.
 */
export function shuffledBySubject<Leaf extends { readonly subject: string }>(leaves: readonly Leaf[], random: CoverRandom): Leaf[] {
  const slots = leaves.map(({ subject }) => subject);
  for (let last = slots.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [slots[last], slots[other]] = [slots[other] ?? "", slots[last] ?? ""];
  }
  const queues = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    queues.set(leaf.subject, [...(queues.get(leaf.subject) ?? []), leaf]);
  }
  return slots.flatMap((subject) => queues.get(subject)?.shift() ?? []);
}

/** About a quarter of an hour of the county's moments. */
const missedMost = 60;
/** For a worker that is late, and for the time between an entry's moment and its commit. */
export const marginMs = 5_000;
