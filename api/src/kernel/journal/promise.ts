import { promiseText, type RecordPromise as PromiseFacts } from "@cunqing/proof";
import { createHash } from "node:crypto";
import type { Database } from "../database.ts";
import { sql, type Sql } from "../sql.ts";
import type { Appended, JournalKind, Subject } from "./journal.ts";
import { createTickets } from "./promise-ticket.ts";

/** What a person takes home at once (trust.md 4): a signed promise, and what opens the receipt later. */
export interface RecordPromise {
  readonly note: string;
  readonly ticket: string;
}

/**
 * Hands out promises. Everything in one follows from the journal's row and our keys, so a form sent again is answered
 * with the same promise and nothing is stored.
 */
export interface Promises {
  /** Which kinds may be promised and receipted: what the modules have registered, told once by the composition root. */
  register(kinds: readonly JournalKind[]): void;
  isReceiptable(kind: string): boolean;
  /** The entry whose receipt a ticket opens; null for whatever we have not made. */
  entryIdIn(ticket: string): string | null;
  /** Of an entry just appended; reads nothing. */
  of(entry: Appended): RecordPromise;
  /** Of an entry from before, by its id. */
  ofEntry(entryId: string): Promise<RecordPromise>;
  /** Of the newest entry of this kind about a subject, for kinds that only one person can write. */
  ofNewest(kind: JournalKind, subject: Pick<Subject, "kind" | "publicId">): Promise<RecordPromise>;
}

export interface PromiseDeps {
  readonly db: Database;
  readonly origin: string;
  readonly promiseSeconds: number;
  readonly tokenKey: Buffer;
  /** Signs with the log's key and answers the whole note. */
  readonly signNote: (text: string) => string;
}

export function createPromises(deps: PromiseDeps): Promises {
  const receiptable = new Set<string>();
  const tickets = createTickets(deps.tokenKey);
  const of = (entry: Appended): RecordPromise => {
    if (!receiptable.has(entry.kind)) {
      throw new Error(`a promise of ${entry.kind}, which no module has registered for receipts`);
    }
    return { note: deps.signNote(promiseText(factsOf(deps, entry))), ticket: tickets.of(entry.entryId) };
  };
  return {
    register: (kinds) => kinds.forEach((kind) => receiptable.add(kind)),
    isReceiptable: (kind) => receiptable.has(kind),
    entryIdIn: (ticket) => tickets.entryIdIn(ticket),
    of,
    ofEntry: async (entryId) => of(await readEntry(deps.db, sql`entry_id = ${entryId}`)),
    ofNewest: async (kind, subject) =>
      of(
        await readEntry(
          deps.db,
          sql`subject_public_id = ${subject.publicId} AND subject_kind = ${subject.kind} AND kind = ${kind} ORDER BY at_ms DESC, id DESC LIMIT 1`,
        ),
      ),
  };
}

const leafMark = Buffer.of(0);

function factsOf({ origin, promiseSeconds }: PromiseDeps, entry: Appended): PromiseFacts {
  const leaf = createHash("sha256").update(leafMark).update(entry.publicForm).digest();
  return { origin, leaf, atMs: entry.at, seconds: promiseSeconds };
}

async function readEntry(db: Database, condition: Sql): Promise<Appended> {
  const row = await db.selectOne<EntryRow>(sql`SELECT id, entry_id, kind, at_ms, public_form FROM journal WHERE ${condition}`);
  if (!row) {
    throw new Error("an entry was promised that is not in the journal");
  }
  return { id: row.id, entryId: row.entry_id, kind: row.kind, at: row.at_ms, publicForm: row.public_form };
}

interface EntryRow {
  readonly id: number;
  readonly entry_id: string;
  readonly kind: string;
  readonly at_ms: number;
  readonly public_form: Buffer;
}
