import { openCheckpoint } from "./checkpoint.ts";
import { openEpoch, type Epoch } from "./epoch.ts";
import { isConsistent, isIncluded } from "./merkle.ts";
import type { Verify } from "./note.ts";
import { cosignersOf, readHashes, type Cosigned, type GoodReceipt } from "./receipt.ts";
import { readTrust, type Trust, type TrustedKeys } from "./trust.ts";

/** What a phone fetches to learn whether its receipt still stands. */
export interface Fresh {
  /** A signed note with its cosignatures. */
  readonly checkpoint: string;
  /** Consistency from the receipt's size to the fresh one. */
  readonly proof: readonly string[];
  /** The signed notes of `listEpochs`. */
  readonly epochs?: readonly string[];
  /** The entry's path in the fresh tree: asked for when a restore cut off the receipt's checkpoint, but not the entry. */
  readonly inclusion?: readonly string[];
}

export type StandingFault =
  | "malformed"
  | "unsigned"
  /** The fresh checkpoint is older than the receipt's; ask again later. */
  | "older"
  /** Nobody outside the office that runs the log has signed it. */
  | "no_outside_witness"
  /** The two trees contradict each other: this is what the record must never do. */
  | "inconsistent"
  /** The record began a new epoch and its signed statement is missing. */
  | "epoch_unexplained"
  /** A restore cut off the receipt's checkpoint but kept the entry: `inclusion` is needed. */
  | "inclusion_needed"
  /** The entry is among the positions that a restore lost, and the log said so under its signature. */
  | "lost_in_restore";

export type StandingVerdict =
  | {
      readonly isGood: true;
      /** The newest outside cosignature. */
      readonly unchangedUntilMs: number;
      readonly witnesses: readonly Cosigned[];
      /** Restores since the receipt, which a phone shows. */
      readonly epochs: readonly Epoch[];
    }
  | { readonly isGood: false; readonly fault: StandingFault; readonly epochs: readonly Epoch[] };

/** Whether the entry of a receipt that was found good is unchanged, and until when that is attested (trust.md 4). */
export function checkStanding(receipt: GoodReceipt, fresh: Fresh, trust: Trust, verify?: Verify): StandingVerdict {
  const keys = readTrust(trust);
  const checkpoint = openCheckpoint(fresh.checkpoint, keys, verify);
  const [proof, inclusion] = [readHashes(fresh.proof), readHashes(fresh.inclusion ?? [])];
  if (!proof || !inclusion) {
    return bad("malformed");
  }
  if (!checkpoint) {
    return bad("unsigned");
  }
  const epochs = epochsSince(receipt.checkpoint.epoch, checkpoint.epoch, fresh.epochs ?? [], keys, verify);
  if (typeof epochs === "string") {
    return bad(epochs);
  }
  const base = Math.min(Infinity, ...epochs.map((epoch) => epoch.baseSize));
  const fault = receipt.checkpoint.size <= base
    ? contradiction(receipt.checkpoint, checkpoint, proof)
    : afterRestore(receipt, checkpoint, base, fresh.inclusion ? inclusion : null);
  if (fault) {
    return bad(fault, epochs);
  }
  const witnesses = cosignersOf(checkpoint, keys);
  const outside = witnesses.filter((witness) => witness.isOutside).map((witness) => witness.atMs);
  return outside.length === 0 ? bad("no_outside_witness", epochs) : { isGood: true, unchangedUntilMs: Math.max(...outside), witnesses, epochs };
}

const bad = (fault: StandingFault, epochs: readonly Epoch[] = []): StandingVerdict => ({ isGood: false, fault, epochs });

interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}

function contradiction(old: Head, fresh: Head, proof: readonly Uint8Array[]): StandingFault | null {
  if (fresh.size < old.size) {
    return "older";
  }
  return isConsistent({ from: old.size, fromRoot: old.root, to: fresh.size, toRoot: fresh.root, proof }) ? null : "inconsistent";
}

function afterRestore({ position, leaf }: GoodReceipt, { size, root }: Head, base: number, proof: readonly Uint8Array[] | null): StandingFault | null {
  if (position >= base) {
    return "lost_in_restore";
  }
  if (!proof) {
    return "inclusion_needed";
  }
  return isIncluded({ leaf, position, size, root, proof }) ? null : "inconsistent";
}

/** The signed statement of each epoch between the two, in order. */
function epochsSince(from: number, to: number, notes: readonly string[], keys: TrustedKeys, verify?: Verify): Epoch[] | StandingFault {
  if (to < from) {
    return "older";
  }
  const said = notes.map((note) => {
    const epoch = to > from ? openEpoch(note, keys, verify) : null;
    return epoch && epoch.epoch > from && epoch.epoch <= to ? epoch : null;
  });
  const found = said.filter((epoch) => epoch !== null);
  const inOrder = Array.from({ length: to - from }, (_, index) => found.find((epoch) => epoch.epoch === from + 1 + index));
  const whole = inOrder.filter((epoch) => epoch !== undefined);
  return whole.length === inOrder.length ? whole : "epoch_unexplained";
}
