import type { Route } from "./http/route.ts";
import type { JournalKind } from "./journal/journal.ts";
import type { Reader } from "./journal/reader.ts";
import type { CopyOf, PersonalData } from "./personal-data.ts";

/** What a module gives to the composition root. */
export interface Module {
  readonly routes: readonly Route[];
  readonly readers?: readonly Reader[];
  readonly jobs?: readonly Job[];
  readonly loops?: readonly Loop[];
  /** Kinds of entries whose writer is promised a place in the record and may fetch a receipt (trust.md 4). */
  readonly receipts?: readonly JournalKind[];
  /** The personal fields it owns, with what the law lets become of them (trust.md 5). */
  readonly personalData?: readonly PersonalData[];
  /** What it knows of a person and gives him along. */
  readonly copyOf?: CopyOf;
}

/** Something that is due at times; the clock only enqueues it, a worker runs it once per slot. */
export interface Job {
  readonly name: string;
  /** A node-cron expression, read in Asia/Shanghai. */
  readonly schedule: string;
  run(signal: AbortSignal): Promise<void>;
}

/** Something a worker does again and again: it answers whether there was work, and rests when there was none. */
export interface Loop {
  readonly name: string;
  readonly restMs: number;
  run(signal: AbortSignal): Promise<boolean>;
}
