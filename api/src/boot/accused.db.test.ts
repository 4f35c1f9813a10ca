import { expect, it } from "vitest";
import { dayMs } from "../kernel/clock.ts";
import { sql } from "../kernel/sql.ts";
import { lookAround, readRecord } from "../testing/accused/look-around.ts";
import { openStory } from "../testing/accused/story.ts";

/** All that anybody can learn who may not read private cases, by what he asked; and when the record grew by how much. */
interface Learned {
  readonly answers: ReadonlyMap<string, string>;
  readonly growth: readonly string[];
  readonly sealedEntries: number;
}

/** One world from its first day to its nineteenth: what is done in secret is done in one of the two only. */
async function live(hasSecret: boolean): Promise<Learned> {
  const story = await openStory(hasSecret);
  const { world } = story;
  const answers = new Map<string, string>();
  const growth: string[] = [];
  let size = 0;
  const remember = (when: string, learned: ReadonlyMap<string, string>): void => {
    for (const [name, answer] of learned) {
      answers.set(`${when}, ${name}`, answer);
    }
  };
  const seconds = async (count: number): Promise<void> => {
    for (let second = 0; second < count; second += 1) {
      const now = await story.tick();
      if (now !== size) {
        growth.push(`${world.clock.now()}: ${size} → ${now}`);
        size = now;
      }
    }
  };
  const jobs = async (): Promise<void> => {
    for (const job of world.composed.jobs) {
      await job.run(new AbortController().signal);
    }
  };
  try {
    await seconds(40);
    await story.accuse();
    await seconds(25);
    await story.handle(1);
    await seconds(7);
    remember("while one is new and one is done", await lookAround(story, "GET"));
    await seconds(30);
    await story.handle(0);
    await seconds(45);
    await story.answerBack();
    await seconds(70);
    for (const days of [1, 17]) {
      world.clock.advance(days * dayMs);
      await jobs();
      await seconds(40);
      remember(`${days} days later`, await readRecord(story, size));
    }
    await story.logInAnew();
    remember("at the end", await lookAround(story, "GET"));
    remember("at the end", await lookAround(story, "POST"));
    await seconds(40);
    remember("at the very end", await readRecord(story, size));
    const sealed = await world.deps.db.select(sql`SELECT id FROM journal WHERE is_sealed = 1 AND kind LIKE 'case.%'`);
    return { answers, growth, sealedEntries: sealed.length };
  } finally {
    await story.api.close();
    await world.close();
  }
}

/** The places at which they part. */
function whereUnlike(without: string, within: string): string[] {
  const at = [...without].findIndex((letter, index) => letter !== within[index]);
  return [without, within].map((answer) => `…${answer.slice(Math.max(0, at - 120), at + 160)}…`);
}

it("the accused, his office and anybody else cannot tell a world with accusations from one without, by any answer, page or moment", async () => {
  const quiet = await live(false);
  const secret = await live(true);
  expect(quiet.sealedEntries).toBe(0);
  expect(secret.sealedEntries).toBeGreaterThan(10);
  expect(secret.growth).toEqual(quiet.growth);
  expect([...secret.answers.keys()]).toEqual([...quiet.answers.keys()]);
  expect(quiet.answers.size).toBeGreaterThan(2_000);
  const different = [...quiet.answers].filter(([name, answer]) => secret.answers.get(name) !== answer);
  expect(different.slice(0, 20).map(([name, answer]) => [name, ...whereUnlike(answer, secret.answers.get(name) ?? "")])).toEqual([]);
  expect([...secret.answers.values()].filter((answer) => answer.includes('"kind":"trail.padding"'))).toEqual([]);
  const defects = [...secret.answers].filter(([, answer]) => answer.startsWith("500"));
  expect(defects.map(([name, answer]) => `${name}: ${answer}`)).toEqual([]);
  // The comparison is worth nothing unless the calls reach something.
  expect([...secret.answers.values()].filter((answer) => answer.startsWith("200")).length).toBeGreaterThan(500);
}, 600_000);
