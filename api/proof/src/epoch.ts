import { toBase64 } from "./base64.ts";
import { isGoodFor, type LogKey } from "./keys.ts";
import { openNote, type Verify } from "./note.ts";
import { linesOf, readCount, readHash } from "./texts.ts";

/** A lawful restore from a backup, said and signed: the record goes on from `baseSize`, what stood above is lost. */
export interface Epoch {
  readonly origin: string;
  readonly epoch: number;
  readonly atMs: number;
  readonly baseSize: number;
  readonly baseRoot: Uint8Array;
  /** The head that had been reached before; null where it is not known. */
  readonly lostSize: number | null;
  readonly lostRoot: Uint8Array | null;
}

export function epochText({ origin, epoch, atMs, baseSize, baseRoot, lostSize, lostRoot }: Epoch): string {
  return `${firstLine}\n${origin}\n${epoch}\n${atMs}\n${baseSize}\n${toBase64(baseRoot)}\n${lostSize ?? unknown}\n${lostRoot ? toBase64(lostRoot) : unknown}\n`;
}

export function parseEpoch(text: string): Epoch | null {
  const [first, origin, ...rest] = linesOf(text) ?? [];
  const [epoch, atMs, baseSize] = [readCount(rest[0]), readCount(rest[1]), readCount(rest[2])];
  const baseRoot = readHash(rest[3]);
  const lostSize = rest[4] === unknown ? null : readCount(rest[4]);
  const lostRoot = rest[5] === unknown ? null : readHash(rest[5]);
  if (first !== firstLine || !origin || rest.length !== 6 || !epoch || atMs === null || baseSize === null || !baseRoot) {
    return null;
  }
  const isUnread = (lostSize === null && rest[4] !== unknown) || (lostRoot === null && rest[5] !== unknown);
  return isUnread || (lostSize !== null && lostSize < baseSize) ? null : { origin, epoch, atMs, baseSize, baseRoot, lostSize, lostRoot };
}

/** The statement when it is of this origin and signed by one of the log's keys that counts for what it says was there. */
export function openEpoch(note: string, trust: { readonly origin: string; readonly logKeys: readonly LogKey[] }, verify?: Verify): Epoch | null {
  const opened = openNote(note, trust.logKeys, verify);
  const epoch = opened && parseEpoch(opened.text);
  if (!epoch || epoch.origin !== trust.origin) {
    return null;
  }
  const size = epoch.lostSize ?? epoch.baseSize;
  return opened.verified.some(({ key }) => trust.logKeys.some((one) => one === key && isGoodFor(one, size))) ? epoch : null;
}

const firstLine = "cunqing/epoch/v1";
const unknown = "unknown";
