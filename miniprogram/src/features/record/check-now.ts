import {
  areEqual,
  checkPromise,
  checkReceipt,
  checkStanding,
  leafHash,
  openCheckpoint,
  readTrust,
  toBase64,
  utf8,
  type Fresh,
  type GoodReceipt,
  type QrReceipt,
  type Receipt,
  type ReceiptVerdict,
  type StandingVerdict,
  type Trust,
} from "@cunqing/proof";
import type { RecordSource } from "./record-source.ts";

/** What a receipt says by itself, without any network. */
export interface OwnWord {
  readonly verdict: ReceiptVerdict;
  /** Whether what was registered is what had been promised; null where there is no promise to compare. */
  readonly isAsPromised: boolean | null;
}

export function checkAlone(receipt: Receipt, trust: Trust): OwnWord {
  const verdict = checkReceipt(receipt, trust);
  if (receipt.promise === undefined || !verdict.isGood) {
    return { verdict, isAsPromised: null };
  }
  const promise = checkPromise(receipt.promise, trust);
  return { verdict, isAsPromised: promise !== null && areEqual(promise.leaf, verdict.leaf) };
}

export interface Checked {
  readonly standing: StandingVerdict;
  /** The same receipt under a head that more people outside have signed: worth keeping, since it says more off line. */
  readonly better: Receipt | null;
}

/** Fetches the newest head and proofs, and judges by the keys on this phone whether the entry still stands. */
export async function checkNow(receipt: Receipt, good: GoodReceipt, trust: Trust, source: RecordSource): Promise<Checked> {
  const newest = await source.newest();
  const fresh = await freshFor(good, newest, trust, source);
  let standing = checkStanding(good, fresh, trust);
  if (!standing.isGood && standing.fault === "inclusion_needed") {
    standing = checkStanding(good, { ...fresh, inclusion: await source.inclusion(good.position, sizeOf(fresh.checkpoint, trust) ?? 0) }, trust);
  }
  return { standing, better: standing.isGood ? await betterOf(receipt, good, fresh.checkpoint, trust, source) : null };
}

async function freshFor(good: GoodReceipt, newest: Awaited<ReturnType<RecordSource["newest"]>>, trust: Trust, source: RecordSource): Promise<Fresh> {
  const keys = readTrust(trust);
  const witnessed = newest.witnessed === null ? null : openCheckpoint(newest.witnessed, keys);
  // A head older than the receipt says nothing about it; then at least the newest is held against it.
  const isNewEnough = witnessed !== null && (witnessed.size >= good.checkpoint.size || witnessed.epoch > good.checkpoint.epoch);
  const checkpoint = isNewEnough && newest.witnessed !== null ? newest.witnessed : newest.checkpoint;
  const head = openCheckpoint(checkpoint, keys);
  const isLonger = head !== null && head.size > good.checkpoint.size;
  return {
    checkpoint,
    proof: isLonger ? await source.consistency(good.checkpoint.size, head.size) : [],
    epochs: head !== null && head.epoch > good.checkpoint.epoch ? await source.epochs() : [],
  };
}

const sizeOf = (checkpoint: string, trust: Trust): number | null => openCheckpoint(checkpoint, readTrust(trust))?.size ?? null;

async function betterOf(receipt: Receipt, good: GoodReceipt, checkpoint: string, trust: Trust, source: RecordSource): Promise<Receipt | null> {
  const size = sizeOf(checkpoint, trust);
  if (size === null) {
    return null;
  }
  const candidate = { ...receipt, checkpoint, proof: await source.inclusion(good.position, size) };
  const verdict = checkReceipt(candidate, trust);
  return verdict.isGood && outsidersOf(verdict) > outsidersOf(good) ? candidate : null;
}

const outsidersOf = ({ witnesses }: GoodReceipt): number => witnesses.filter(({ isOutside }) => isOutside).length;

export type QrOutcome =
  | { readonly kind: "found"; readonly verdict: ReceiptVerdict; readonly publicForm: string }
  /** The record has another entry there, or none. */
  | { readonly kind: "differs" }
  /** Not of the record whose keys this phone has. */
  | { readonly kind: "other_record" }
  /** In the record's list, but not under a signed head yet. */
  | { readonly kind: "not_sealed_yet" };

/** A QR code names position and leaf; entry and proof are fetched and then checked as any receipt. */
export async function checkQr(qr: QrReceipt, trust: Trust, source: RecordSource): Promise<QrOutcome> {
  if (qr.origin !== trust.origin) {
    return { kind: "other_record" };
  }
  const publicForm = await source.publicForm(qr.position);
  if (publicForm === null || !areEqual(leafHash(utf8(publicForm)), qr.leaf)) {
    return { kind: "differs" };
  }
  const { checkpoint: newest, witnessed } = await source.newest();
  const reaches = (note: string | null): boolean => note !== null && (sizeOf(note, trust) ?? 0) > qr.position;
  const checkpoint = witnessed !== null && reaches(witnessed) ? witnessed : newest;
  const size = sizeOf(checkpoint, trust);
  if (size !== null && size <= qr.position) {
    return { kind: "not_sealed_yet" };
  }
  const proof = size === null ? [] : await source.inclusion(qr.position, size);
  const receipt: Receipt = { v: 1, publicForm, opening: null, fields: [], leaf: toBase64(qr.leaf), position: qr.position, proof, checkpoint };
  return { kind: "found", verdict: checkReceipt(receipt, trust), publicForm };
}
