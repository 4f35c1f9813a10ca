import { areEqual, isConsistent, openEpoch, type Epoch, type OpenedCheckpoint } from "@cunqing/proof";
import { verifyNatively } from "../kernel/crypto/note-signer.ts";
import type { WitnessKeys } from "./key-file.ts";
import type { Head, Memory, Signed } from "./memory.ts";
import { Alarm, Trouble, type AlarmKind } from "./outcome.ts";
import type { TrailClient } from "./trail-client.ts";

export interface JudgeDeps {
  readonly client: TrailClient;
  readonly memory: Memory;
  readonly keys: WitnessKeys;
}

export interface Restore {
  readonly epoch: Epoch;
  readonly note: string;
}

export type Judgement =
  /** The head we know, or an older answer of a cache. */
  | { readonly kind: "nothing_new" }
  | { readonly kind: "grown" }
  /** Lawful restores since; `kept` is the newest head of ours that they left standing. */
  | { readonly kind: "restored"; readonly restores: readonly Restore[]; readonly baseSize: number; readonly kept: Head | null };

export interface Seen extends OpenedCheckpoint {
  readonly note: string;
}

/** Whether a signed head continues what this witness signed before. Throws an `Alarm` when it cannot. */
export async function judge(deps: JudgeDeps, old: Signed, seen: Seen): Promise<Judgement> {
  const evidence = [old.note, seen.note];
  if (seen.epoch > old.epoch) {
    return judgeRestore(deps, old, seen);
  }
  if (seen.epoch < old.epoch) {
    return judgeEarlierEpoch(deps, old, evidence, seen.epoch);
  }
  if (seen.size === old.size) {
    if (!areEqual(seen.root, old.root)) {
      throw new Alarm("fork", evidence, `two different roots for ${old.size} entries`);
    }
    return { kind: "nothing_new" };
  }
  if (seen.size < old.size) {
    // A cache may still hold an older head. The record shows that it is nothing else by proving the one we know.
    await demand(deps.client, seen, old, { refused: "shrink", wrong: "fork" }, evidence);
    return { kind: "nothing_new" };
  }
  await demand(deps.client, old, seen, { refused: "missing_proof", wrong: "fork" }, evidence);
  return { kind: "grown" };
}

/** Decision 0009: the base of every restore since is known and signed, and what lies below it is unchanged. */
async function judgeRestore(deps: JudgeDeps, old: Signed, seen: Seen): Promise<Judgement> {
  const restores = await restoresBetween(deps, old.epoch, seen);
  const evidence = [old.note, seen.note, ...restores.map(({ note }) => note)];
  if (restores.length !== seen.epoch - old.epoch) {
    throw new Alarm("shrink", evidence, `the signed statement of an epoch between ${old.epoch} and ${seen.epoch} is missing`);
  }
  const baseSize = Math.min(...restores.map(({ epoch }) => epoch.baseSize));
  const kept = old.size <= baseSize ? old : await deps.memory.headBelow(baseSize);
  const expected = { refused: "missing_proof", wrong: "fork" } as const;
  if (kept) {
    await demand(deps.client, kept, seen, expected, evidence);
  }
  for (const { epoch } of restores.filter((restore) => restore.epoch.baseSize === baseSize && baseSize > 0)) {
    await demand(deps.client, { size: baseSize, root: epoch.baseRoot }, seen, expected, evidence);
  }
  return { kind: "restored", restores, baseSize, kept };
}

async function restoresBetween(deps: JudgeDeps, from: number, seen: Seen): Promise<Restore[]> {
  const said = await signedRestores(deps);
  const found = new Map(said.filter(({ epoch }) => epoch.epoch > from && epoch.epoch <= seen.epoch).map((restore) => [restore.epoch.epoch, restore]));
  return [...found.values()].sort((a, b) => a.epoch.epoch - b.epoch.epoch);
}

/** What a key of this very record signed; anything else in the answer says nothing. */
async function signedRestores({ client, keys }: JudgeDeps): Promise<Restore[]> {
  const said = (await client.epochs()).map((note) => {
    const epoch = openEpoch(note, keys, verifyNatively);
    return epoch && { epoch, note };
  });
  return said.filter((restore) => restore !== null);
}

/** A cache may hold a head from before the restore; the record itself must not have forgotten the restore. */
async function judgeEarlierEpoch(deps: JudgeDeps, old: Signed, evidence: readonly string[], epoch: number): Promise<never> {
  const restores = await signedRestores(deps);
  if (restores.some((restore) => restore.epoch.epoch === old.epoch)) {
    throw new Trouble(`a head of epoch ${epoch} was answered, from before the last restore; asking again`);
  }
  throw new Alarm("shrink", evidence, `epoch ${old.epoch} was followed by epoch ${epoch}`);
}

/** A record that had entries may be empty only after a restore that says under its signature that it kept none. */
export async function judgeEmptied(deps: JudgeDeps, old: Signed, seen: Seen | null): Promise<void> {
  const restores = await signedRestores(deps);
  if (!restores.some(({ epoch }) => epoch.epoch > old.epoch && epoch.baseSize === 0)) {
    throw new Alarm("shrink", [old.note, ...(seen ? [seen.note] : [])], `the record had ${old.size} entries and says that it is empty`);
  }
}

type Sized = Pick<Head, "size" | "root">;

async function demand(client: TrailClient, from: Sized, to: Sized, kinds: { readonly refused: AlarmKind; readonly wrong: AlarmKind }, evidence: readonly string[]): Promise<void> {
  if (from.size > to.size) {
    throw new Alarm(kinds.wrong, evidence, `the record has ${to.size} entries and says that it kept ${from.size}`);
  }
  if (from.size === 0 || (from.size === to.size && areEqual(from.root, to.root))) {
    return;
  }
  const answer = await client.proof(from.size, to.size);
  if (!answer.isGiven) {
    throw new Alarm(kinds.refused, evidence, `no proof from ${from.size} to ${to.size}: ${answer.reason}`);
  }
  if (!isConsistent({ from: from.size, fromRoot: from.root, to: to.size, toRoot: to.root, proof: answer.proof })) {
    throw new Alarm(kinds.wrong, evidence, `the proof from ${from.size} to ${to.size} does not hold`);
  }
}

/** The moment of a new signature; a clock that runs backwards is put right before anything is signed with it. */
export function momentAfter(old: Signed | null, nowMs: number): number {
  const seconds = Math.floor(nowMs / 1000);
  if (old && seconds < old.atSeconds) {
    throw new Trouble("this machine's clock runs behind the last signature; put it right (电脑时间不对，请校准)");
  }
  return seconds;
}
