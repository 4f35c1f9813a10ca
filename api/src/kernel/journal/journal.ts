import type { Actor } from "../actor.ts";
import type { Clock } from "../clock.ts";
import { currentRequestId } from "../context.ts";
import type { Database } from "../database.ts";
import { newSalt } from "../crypto/commitment.ts";
import { randomId } from "../crypto/random.ts";
import { join, sql } from "../sql.ts";
import { currentUnit } from "../transaction.ts";
import { actorField, sealActor, type EntryActor } from "./actor-commitment.ts";
import { commitRows, type CommittedRows } from "./committed-rows.ts";
import { alwaysSealed, namedSubjects, plainForm, sealedForm, type FieldCommitment } from "./public-form.ts";

/**
 * Every kind of entry, declared by the module that writes it, with the names of its details:
 * `declare module ".../journal.ts" { interface JournalKinds { "case.accepted": "note" } }`.
 */
export interface JournalKinds {}

export type JournalKind = keyof JournalKinds & string;

/** What an entry is about. `publicId` is random and may leave; `id` never does. */
export interface Subject {
  readonly kind: string;
  readonly id: number;
  readonly publicId: string;
}

export type EntryOrder = {
  [Kind in JournalKind]: {
    readonly kind: Kind;
    readonly subject: Subject;
    /** Where it happened; null for what belongs to no place. */
    readonly areaId: number | null;
    /** The role by which the actor acted. */
    readonly role?: string | undefined;
    /** A sealed matter: the public form says nothing but a commitment (trust.md 3). */
    readonly isSealed?: boolean;
    /** What a timeline may show to those allowed; kept apart and erasable. Undefined ones are left out. */
    readonly details?: { readonly [Field in JournalKinds[Kind] & string]?: string | undefined };
    /** The parent entry of a bulk command. */
    readonly parentId?: number;
  };
}[JournalKind];

/** An entry as it now stands in the journal. */
export interface Appended {
  readonly id: number;
  readonly entryId: string;
  readonly kind: string;
  readonly at: number;
  readonly publicForm: Buffer;
}

export interface Journal {
  /** Appends one entry in the caller's transaction. Throws outside one: an entry alone proves nothing. */
  append(actor: Actor, order: EntryOrder): Promise<Appended>;
}

export interface JournalDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** The public id of an area; the journal itself knows no areas. */
  readonly areaPublicId: (areaId: number) => Promise<string>;
  /** Which rows entries commit to; the journal itself knows no tables of others. */
  readonly committedRows: CommittedRows;
}

export function createJournal(deps: JournalDeps): Journal {
  return {
    async append(actor, order) {
      const unit = currentUnit();
      if (!unit) {
        throw new Error(`journal.append(${order.kind}) outside a transaction`);
      }
      const entryId = randomId();
      const at = deps.clock.now();
      const isSealed = order.isSealed === true || order.kind in alwaysSealed;
      // What is sealed is committed to as a whole; who may open it may know what it is about.
      const isNamed = isSealed || order.subject.kind in namedSubjects;
      const details = [...detailsOf(order), ...(isNamed ? [] : [{ field: subjectField, value: order.subject.publicId, salt: newSalt() }])];
      const rows = await commitRows(deps.db, deps.committedRows, order.kind, order.subject);
      const who = entryActor(actor, order.role);
      const { commitment, salt } = sealActor(who);
      const inner = plainForm({
        entryId,
        at,
        kind: order.kind,
        subject: { kind: order.subject.kind, ...(isNamed ? { id: order.subject.publicId } : {}) },
        area: order.areaId === null ? null : await deps.areaPublicId(order.areaId),
        actor: commitment,
        fields: [...details, ...rows],
      });
      const sealed = isSealed ? sealedForm(inner) : undefined;
      const publicForm = sealed?.bytes ?? inner;
      const { insertId: id } = await deps.db.change(sql`
        INSERT INTO journal
          (entry_id, kind, subject_kind, subject_id, subject_public_id, actor_kind, actor_id, actor_name, role,
           area_id, parent_id, request_id, at_ms, is_sealed, public_form)
        VALUES
          (${entryId}, ${order.kind}, ${order.subject.kind}, ${order.subject.id}, ${order.subject.publicId}, ${who.kind},
           ${who.id}, ${who.name}, ${who.role}, ${order.areaId},
           ${order.parentId ?? null}, ${currentRequestId() ?? ""}, ${at}, ${isSealed}, ${publicForm})`);
      const salts = [...rows, { field: actorField, salt }].map((line) => ({ ...line, value: "" }));
      const kept = [...details, ...salts, ...(sealed ? [{ field: "", value: inner.toString(), salt: sealed.salt }] : [])];
      const lines = kept.map((detail) => sql`(${id}, ${detail.field}, ${detail.value}, ${detail.salt})`);
      await deps.db.change(sql`INSERT INTO journal_details (journal_id, field, value, salt) VALUES ${join(lines, ", ")}`);
      await deps.db.change(sql`INSERT INTO journal_unsealed (journal_id) VALUES (${id})`);
      unit.entryIds.push(entryId);
      return { id, entryId, kind: order.kind, at, publicForm };
    },
  };
}

/** The detail that opens the commitment to a subject which the public form does not name. */
const subjectField = "subject";

function detailsOf(order: EntryOrder): FieldCommitment[] {
  const details: Readonly<Record<string, string | undefined>> = order.details ?? {};
  return Object.entries(details)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([field, value]) => ({ field, value, salt: newSalt() }));
}

function entryActor(actor: Actor, role: string | undefined): EntryActor {
  return { kind: actor.kind, id: actorId(actor), name: actor.kind === "system" ? actor.name : null, role: role ?? null };
}

function actorId(actor: Actor): number | null {
  switch (actor.kind) {
    case "villager":
      return actor.accountId;
    case "staff":
      return actor.staffId;
    case "anonymous":
    case "system":
      return null;
  }
}
