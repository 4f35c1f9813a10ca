import { callsOf, type Call, type Guesses } from "./calls.ts";
import { secretWords, type Story } from "./story.ts";
import { withoutChance } from "./unlike.ts";

/** Would end the session he looks with, or the account; they answer the same to everybody who has one. */
const farewells = /^POST \/(sessions\/current\/end|me\/closing)/;

/** What each of the curious is answered to every call, by his name and the call's. */
export async function lookAround(story: Story, method: "GET" | "POST"): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const calls = callsOf(guessesOf(story)).filter((call) => call.method === method && !farewells.test(call.name));
  for (const { name, headers } of story.curious) {
    // Limits of one minute are another test's.
    story.world.clock.advance(61_000);
    for (const call of calls) {
      answers.set(`${name}: ${call.name}`, await answerTo(story, call, headers));
    }
  }
  return answers;
}

/** Every page of the public record: each bundle and tile up to the newest size, with its bytes, and every entry. */
export async function readRecord(story: Story, size: number): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  for (const part of ["tile/entries", "tile/0"]) {
    for (let first = 0; first < size; first += 256) {
      const width = Math.min(256, size - first);
      const path = `/trail/${part}/${String(first / 256).padStart(3, "0")}${width < 256 ? `.p/${width}` : ""}`;
      const response = await fetch(story.api.url + path);
      const bytes = Buffer.from(await response.arrayBuffer());
      // A tile is nothing but hashes.
      pages.set(path, `${response.status} ${bytes.length} ${part === "tile/0" ? "" : withoutChance(bytes.toString("latin1"))}`);
    }
  }
  return pages;
}

async function answerTo({ api }: Story, call: Call, headers: Record<string, string>): Promise<string> {
  const response = await fetch(api.url + call.path, {
    method: call.method,
    headers: { ...headers, ...(call.body === undefined ? {} : { "content-type": "application/json" }) },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  const kept = ["content-type", "cache-control", "retry-after", "content-disposition"].map((header) => response.headers.get(header));
  // Packed bytes differ in length by chance; the copy of my data has a test of its own.
  const text = response.headers.get("content-type") === "application/zip" ? "" : await response.text();
  return `${response.status} ${withoutChance(kept.join(" "))} ${withoutChance(text)}`;
}

function guessesOf(story: Story): Guesses {
  const { xikouVillage, county } = story.world.areas;
  const [first = "", second = ""] = story.secretIds;
  const areas = { "the village": xikouVillage.publicId, "the county": county.publicId };
  const cases = { "the case": story.publicCaseId, "one secret": first, "the other secret": second };
  const days = { "the day": "2026-11-23", "a day long ago": "2026-01-01" };
  return {
    areaId: areas,
    villageId: areas,
    caseId: cases,
    subjectId: cases,
    staffId: { "the acceptor": story.acceptorId },
    actorId: { "the acceptor": story.acceptorId },
    assigneeId: { "the acceptor": story.acceptorId },
    id: { "one secret": first },
    kind: { submitted: "case.submitted", seen: "journal.sealed_viewed", padding: "trail.padding", subscribed: "account.subscribed" },
    words: { "the words": secretWords },
    q: { "the words": secretWords, "a name": "吴大伯" },
    day: days,
    from: days,
    to: days,
    cursor: { "no cursor": "abc" },
    position: { first: "0", "a later one": "20" },
    size: { three: "3" },
  };
}
