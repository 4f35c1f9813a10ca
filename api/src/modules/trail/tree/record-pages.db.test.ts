import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  entriesPath, fromBase64, isConsistent, isIncluded, leafHash, openCheckpoint, parseBundle, parseNote, parseVerifierKey, rootOf, appendLeaf, newRange,
  tilePath, tileWidth, toBase64, type OpenedCheckpoint,
} from "@cunqing/proof";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../../boot/project-root.ts";
import { createCosigner, newNoteKey } from "../../../kernel/crypto/note-signer.ts";
import { buildStaff } from "../../../testing/build-actors.ts";
import { signIn } from "../../../testing/sign-in.ts";
import { startApi, type TestApi } from "../../../testing/start-api.ts";
import { openWorld, type World } from "../../../testing/world.ts";
import { readKeys } from "../../../witness/key-file.ts";
import { growTree } from "./build-tree.ts";
import { rootOver, sha256 } from "./hashing.ts";
import { bulkLeaves } from "./testing/bulk-leaves.ts";

let world: World;
let api: TestApi;
let beforeAnything: Response;
const size = 777;
const late = 30;
beforeAll(async () => {
  world = await openWorld();
  api = await startApi(world);
  beforeAnything = await fetchPage("checkpoint");
  for (const count of [300, 400, 77]) {
    await bulkLeaves(world.deps.db, count);
    await growTree(world.deps);
  }
  // Sealed, and in no head yet: nothing of these may show.
  await bulkLeaves(world.deps.db, late);
});
afterAll(async () => {
  await api.close();
  await world.close();
});

const fetchPage = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${api.url}/trail/${path}`, init);
const bytesOf = async (path: string): Promise<Buffer> => {
  const answer = await fetchPage(path);
  expect([path, answer.status, answer.headers.get("content-type")]).toEqual([path, 200, "application/octet-stream"]);
  return Buffer.from(await answer.arrayBuffer());
};

async function checkpoint(): Promise<OpenedCheckpoint> {
  const { origin, logKeys } = world.deps.county.trail;
  const opened = openCheckpoint(await (await fetchPage("checkpoint")).text(), { origin, logKeys: logKeys.flatMap(({ vkey }) => parseVerifierKey(vkey) ?? []) });
  if (!opened) {
    throw new Error("the checkpoint is not ours");
  }
  return opened;
}

/** The places of one level that a tree of so many hashes has: full ones, then the open one. */
const placesOf = (count: number): { index: number; width: number }[] =>
  Array.from({ length: Math.ceil(count / tileWidth) }, (_, index) => ({ index, width: Math.min(tileWidth, count - index * tileWidth) }));

async function leavesFromBundles(): Promise<Uint8Array[]> {
  const leaves: Uint8Array[] = [];
  for (const { index, width } of placesOf(size)) {
    const entries = parseBundle(await bytesOf(entriesPath(index, width))) ?? [];
    expect(entries).toHaveLength(width);
    leaves.push(...entries.map((entry) => leafHash(entry, sha256)));
  }
  return leaves;
}

describe("the record's pages", () => {
  it("are all one needs: the tree built of bundles has the signed root, and every tile is as it must be", async () => {
    const head = await checkpoint();
    expect(head.size).toBe(size);
    let level = await leavesFromBundles();
    const root = rootOf(level.reduce((range, leaf) => appendLeaf(range, leaf, sha256), newRange()), sha256);
    expect(toBase64(root)).toBe(toBase64(head.root));
    for (let number = 0; level.length > 0; number += 1) {
      for (const { index, width } of placesOf(level.length)) {
        const expected = Buffer.concat(level.slice(index * tileWidth, index * tileWidth + width));
        expect((await bytesOf(tilePath(number, index, width))).equals(expected)).toBe(true);
      }
      level = placesOf(level.length).filter(({ width }) => width === tileWidth).map(({ index }) => rootOver(level.slice(index * tileWidth, (index + 1) * tileWidth)));
    }
  });

  it("may be kept for a day when full, briefly when they still grow, the checkpoint hardly at all, and are not sent again unchanged", async () => {
    const caching = async (path: string) => (await fetchPage(path)).headers.get("cache-control");
    expect(await caching("tile/0/000")).toBe("public, max-age=86400");
    expect(await caching("tile/entries/001")).toBe("public, max-age=86400");
    expect(await caching("tile/0/003.p/9")).toBe("public, max-age=60");
    const first = await fetchPage("checkpoint");
    expect([first.headers.get("content-type"), first.headers.get("cache-control")]).toEqual(["text/plain; charset=utf-8", "public, max-age=2"]);
    for (const path of ["checkpoint", "tile/0/000", "tile/entries/001", "tile/0/003.p/9"]) {
      const etag = (await fetchPage(path)).headers.get("etag") ?? "";
      // Node's fetch would add "no-cache" to such a question.
      const again = await fetchPage(path, { headers: { "if-none-match": etag, "cache-control": "max-age=0" } });
      expect([path, again.status, await again.text()]).toEqual([path, 304, ""]);
    }
    const other = (await fetchPage("tile/0/001")).headers.get("etag") ?? "";
    expect((await fetchPage("tile/0/000", { headers: { "if-none-match": other, "cache-control": "max-age=0" } })).status).toBe(200);
    expect((await fetchPage("checkpoint", { method: "HEAD" })).status).toBe(200);
  });

  it("say that there is nothing while there is nothing", async () => {
    expect([beforeAnything.status, await beforeAnything.json()]).toMatchObject([404, { code: "trail.empty" }]);
  });

  it.each([
    "tile/0/003", "tile/0/003.p/10", "tile/0/004.p/1", "tile/entries/003", "tile/entries/003.p/10", "tile/entries/003.p/39", "tile/1/000", "tile/1/000.p/4", "tile/2/000.p/1",
    "tile/0/3", "tile/00/000", "tile/0/x000/000", "tile/0/000.p/256", "tile/0/000.p/0", "tile/0/000.p/01", "tile/0/-01", "tile/6/000", "tile/entries/%30%30%30", "tile/0/000/", "tile",
  ])("have nothing at %s", async (path) => {
    const answer = await fetchPage(path);
    expect([answer.status, answer.headers.get("cache-control")?.includes("public") ?? false]).toEqual([404, false]);
  });
});

const hashOf = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array(0);

describe("proofs over the API", () => {
  it("check against the signed head, up to its size and no further", async () => {
    const head = await checkpoint();
    for (const position of [0, 255, 256, size - 1]) {
      const { body } = await api.get(`/trail/proof/inclusion?position=${position}&size=${size}`);
      expect(isIncluded({ position, size, leaf: hashOf(body.leaf), root: head.root, proof: body.proof.map(hashOf) })).toBe(true);
      const entry = (await api.get(`/trail/entries/${position}`)).body;
      expect(toBase64(leafHash(Buffer.from(entry.publicForm)))).toBe(body.leaf);
      expect(entry.leaf).toBe(body.leaf);
    }
    const old = (await api.get("/trail/proof/inclusion?position=0&size=300")).body;
    const { proof } = (await api.get(`/trail/proof/consistency?from=300&to=${size}`)).body;
    expect(isConsistent({ from: 300, fromRoot: hashOf(old.root), to: size, toRoot: head.root, proof: proof.map(hashOf) })).toBe(true);
  });

  it.each([
    [`/trail/proof/inclusion?position=0&size=${size + 1}`, "trail.no_such_size"],
    ["/trail/proof/inclusion?position=5&size=5", "trail.no_such_position"],
    [`/trail/proof/consistency?from=1&to=${size + 1}`, "trail.no_such_size"],
    ["/trail/proof/consistency?from=9&to=8", "trail.no_such_size"],
    [`/trail/entries/${size}`, "trail.no_such_position"],
    ["/trail/proof/consistency?from=0&to=8", "request.invalid"],
    ["/trail/entries/-1", "request.invalid"],
  ])("refuse %s", async (path, code) => {
    const { body, headers } = await api.get(path);
    expect([body.code, headers.get("cache-control")]).toEqual([code, "no-store"]);
  });

  it.each([
    [`/trail/proof/inclusion?position=0&size=${size}`, 60],
    [`/trail/proof/consistency?from=300&to=${size}`, 60],
    ["/trail/entries/0", 60],
    ["/trail/cosignatures", 5],
    ["/trail/epochs", 5],
  ])("may be kept by any cache for a while: %s", async (path, seconds) => {
    const { status, headers } = await api.get(path);
    expect([status, headers.get("cache-control")]).toEqual([200, `public, max-age=${seconds}`]);
  });
});

describe("cosignatures", () => {
  const witness = readKeys(readFileSync(join(projectRoot(), "sandbox", "witness", "demo-witness.key"), "utf8")).cosigner;
  const current = async () => parseNote(await (await fetchPage("checkpoint")).text())?.text ?? "";
  const hand = (text: string, ...lines: string[]) => api.post("/trail/cosignatures", { note: `${text}\n${lines.join("")}` });

  it("of a witness we know stand under the checkpoint, its newest line once, however often it is handed in", async () => {
    expect((await api.get("/trail/cosignatures")).body).toMatchObject({ witnessed: null, rows: [{ name: witness.name, size: null }, { size: null }] });
    const text = await current();
    for (const time of [1_700_000_000, 1_700_000_000, 1_700_000_060]) {
      expect((await hand(text, witness.cosign(text, time))).body).toEqual({ accepted: 1 });
    }
    const note = await (await fetchPage("checkpoint")).text();
    expect(parseNote(note)?.signatures).toHaveLength(2);
    expect(note).toContain(witness.cosign(text, 1_700_000_060));
    const listed = (await api.get("/trail/cosignatures")).body;
    expect(listed).toMatchObject({ checkpoint: note, witnessed: note, rows: [{ name: witness.name, size, at: 1_700_000_060_000, isOutside: true }, { size: null }] });
  });

  it("of strangers, wrong ones, and ones under another text than ours are refused", async () => {
    const text = await current();
    const stranger = createCosigner(newNoteKey(witness.name, "cosignature").signerKey);
    const wrong = witness.cosign(`${text}x\n`, 1_700_000_000);
    const other = text.replace(`\n${size}\n`, "\n300\n");
    for (const [words, line, code] of [
      [text, stranger.cosign(text, 1_700_000_000), "trail.cosignature_wrong"],
      [text, wrong, "trail.cosignature_wrong"],
      [other, witness.cosign(other, 1_700_000_000), "trail.no_such_size"],
      ["no checkpoint\n", witness.cosign("no checkpoint\n", 1), "trail.cosignature_wrong"],
    ] as const) {
      expect((await hand(words, line)).body.code).toBe(code);
    }
    expect((await api.post("/trail/cosignatures", { note: "nothing" })).body.code).toBe("trail.cosignature_wrong");
  });

  it("are shown to the desk with the state of the record and its checkpoints", async () => {
    const auditor = await signIn(world, await buildStaff(world, "auditor", world.areas.county));
    const state = (await api.get("/trail/state", auditor)).body;
    expect(state).toMatchObject({ origin: world.deps.county.trail.origin, epoch: 0, size, witnesses: [{ size }, { size: null }] });
    const first = (await api.get("/trail/checkpoints?size=2", auditor)).body;
    expect(first.rows.map((row: { size: number }) => row.size)).toEqual([777, 700]);
    expect(first.rows[0]).toMatchObject({ root: state.root, cosignedBy: [{ name: witness.name, at: 1_700_000_060_000 }] });
    const second = (await api.get(`/trail/checkpoints?size=2&cursor=${first.next}`, auditor)).body;
    expect([second.rows.map((row: { size: number }) => row.size), second.next]).toEqual([[300], null]);
    expect((await api.get("/trail/checkpoints")).body.code).toBe("session.missing");
  });
});
