import { createHash } from "node:crypto";
import { areEqual, parsePublicForm } from "@cunqing/proof";
import type { Database } from "../../../kernel/database.ts";
import { canonicalRows, ofSubjects, rowFieldOf, type CommittedTable, type TableRow } from "../../../kernel/journal/committed-rows.ts";
import { join, listOf, name, nothing, sql, type Sql } from "../../../kernel/sql.ts";
import { inSnapshot } from "../../../kernel/transaction.ts";
import { titleOf } from "../kind-titles.ts";
import { readErasures, type ErasableEntry } from "./erasures.ts";
import type { Finding } from "./finding.ts";
import { readPlaces } from "./check-places.ts";
import { tableWords } from "./words.ts";

export interface RowPage {
  readonly findings: readonly Finding[];
  /** Subjects whose rows agree or disagree with what their last entry says. */
  readonly checked: number;
  /** Subjects whose entries are older than this rule and say nothing of their rows. */
  readonly notCovered: number;
  /** Rows that were read. */
  readonly rows: number;
  /** Go on after this subject; null at the end. */
  readonly next: number | null;
}

const subjectsMax = 200;
const entriesMax = 1000;

/** Holds the live rows of some subjects against what the last entry of each commits to, as both stood at one moment. */
export function checkRowPage(db: Database, table: CommittedTable, after: number): Promise<RowPage> {
  return inSnapshot(db, async () => {
    const page = await readPage(db, table, after);
    const isMisplaced = await readPlaces(db, table, [...page.rows.values()].flat());
    const subjects = new Set([...page.rows.keys(), ...page.last.keys()]);
    const findings: Finding[] = [];
    let checked = 0;
    let notCovered = 0;
    for (const id of [...subjects].sort((a, b) => a - b)) {
      const verdict = judge(table, id, page.rows.get(id) ?? [], page.last.get(id));
      checked += verdict === "not covered" ? 0 : 1;
      notCovered += verdict === "not covered" ? 1 : 0;
      if (typeof verdict === "object") {
        findings.push(verdict);
      } else if (page.rows.get(id)?.some(isMisplaced)) {
        findings.push(teller(table, id, page.last.get(id))("row.place_differs", "所在的区域，和留痕里的归属对不上"));
      }
    }
    const rows = [...page.rows.values()].reduce((sum, own) => sum + own.length, 0);
    return { findings, checked, notCovered, rows, next: page.next };
  });
}

function judge(table: CommittedTable, id: number, rows: readonly TableRow[], entry: LastEntry | undefined): "ok" | "not covered" | Finding {
  const tell = teller(table, id, entry);
  if (!entry) {
    return tell("row.without_entry", "有数据，却没有留痕：是绕过系统加进去的");
  }
  const named = `最后一条留痕「${titleOf(entry.kind)}」`;
  const form = parsePublicForm(entry.form);
  if (form?.form === "sealed") {
    return entry.isErased("") ? "not covered" : tell("row.cannot_be_opened", `${named}密封的内容不见了，无法核对`);
  }
  const field = rowFieldOf(table);
  const commitment = form?.fields.get(field);
  if (commitment === undefined) {
    return "not covered";
  }
  if (!entry.salt) {
    return entry.isErased(field) ? "not covered" : tell("row.cannot_be_opened", `${named}的核对随机数不见了，无法核对`);
  }
  const digest = createHash("sha256").update(entry.salt).update(canonicalRows(table, rows)).digest();
  if (areEqual(digest, commitment)) {
    return "ok";
  }
  return rows.length === 0 ? tell("row.deleted", `不见了，${named}`) : tell("row.changed", `现在的内容与${named}时不一样`);
}

function teller({ table }: CommittedTable, id: number, entry: LastEntry | undefined): (code: Finding["code"], rest: string) => Finding {
  const what = tableWords(table);
  return (code, rest) => ({ position: entry?.position ?? null, code, words: `${what}（内部编号 ${id}）${rest}`, shown: `${what}${rest}`, isSealed: entry?.isSealed === true });
}

interface LastEntry {
  readonly kind: string;
  readonly position: number | null;
  /** The public form, or for a sealed entry what it opens to. */
  readonly form: string;
  readonly salt: Buffer | undefined;
  readonly isSealed: boolean;
  /** Whether an erasure on record explains that this field of it is gone. */
  isErased(field: string): boolean;
}

interface Page {
  readonly rows: ReadonlyMap<number, readonly TableRow[]>;
  readonly last: ReadonlyMap<number, LastEntry>;
  readonly next: number | null;
}

async function readPage(db: Database, table: CommittedTable, after: number): Promise<Page> {
  const ids = await db.select<{ id: number }>(sql`
    SELECT DISTINCT ${name(table.key)} AS id FROM ${name(table.table)} WHERE ${ofSubjects(table, sql`> ${after}`)} ORDER BY id LIMIT ${subjectsMax}`);
  const lastRow = ids.length === subjectsMax ? ids.at(-1)?.id : undefined;
  const entries = await lastEntryIds(db, table, after, lastRow);
  const lastEntry = entries.length === entriesMax ? entries.at(-1)?.subject_id : undefined;
  const to = least(lastRow, lastEntry);
  const inReach = entries.filter((entry) => to === undefined || entry.subject_id <= to);
  const upTo = to === undefined ? nothing : sql`AND ${name(table.key)} <= ${to}`;
  const rows = await db.select<TableRow>(sql`SELECT * FROM ${name(table.table)} WHERE ${ofSubjects(table, sql`> ${after}`)} ${upTo} AND ${name(table.key)} IN (${listOf(ids.map(({ id }) => id))})`);
  return { rows: grouped(table, rows), last: await readEntries(db, table, inReach), next: to ?? null };
}

function lastEntryIds(db: Database, table: CommittedTable, after: number, to: number | undefined): Promise<{ subject_id: number; journal_id: number }[]> {
  const conditions: Sql[] = [
    sql`subject_kind = ${table.subjectKind}`,
    sql`subject_id > ${after}`,
    ...(to === undefined ? [] : [sql`subject_id <= ${to}`]),
    ...(table.kinds ? [sql`kind IN (${listOf(table.kinds)})`] : []),
  ];
  return db.select(sql`
    SELECT subject_id, MAX(id) AS journal_id FROM journal WHERE ${join(conditions, " AND ")}
    GROUP BY subject_id ORDER BY subject_id LIMIT ${entriesMax}`);
}

async function readEntries(db: Database, table: CommittedTable, last: readonly { subject_id: number; journal_id: number }[]): Promise<Map<number, LastEntry>> {
  const wanted = listOf(last.map((entry) => entry.journal_id));
  const entries = await db.select<EntryRow>(sql`
    SELECT j.id, j.kind, j.subject_kind, j.subject_id, j.actor_kind, j.actor_id, j.is_sealed, j.public_form, l.position
    FROM journal j LEFT JOIN trail_leaves l ON l.journal_id = j.id WHERE j.id IN (${wanted})`);
  const details = await db.select<{ journal_id: number; field: string; value: string; salt: Buffer }>(sql`
    SELECT journal_id, field, value, salt FROM journal_details WHERE journal_id IN (${wanted}) AND field IN ('', ${rowFieldOf(table)})`);
  const inner = new Map(details.filter(({ field }) => field === "").map((detail) => [detail.journal_id, detail.value]));
  const salts = new Map(details.filter(({ field }) => field !== "").map((detail) => [detail.journal_id, detail.salt]));
  const isErased = await readErasures(db, entries.filter((entry) => !salts.has(entry.id) || (entry.is_sealed === 1 && !inner.has(entry.id))));
  return new Map(entries.map((entry) => [entry.subject_id, {
    kind: entry.kind,
    position: entry.position,
    form: inner.get(entry.id) ?? entry.public_form.toString(),
    salt: salts.get(entry.id),
    isSealed: entry.is_sealed === 1,
    isErased: (field) => isErased(entry, field),
  }]));
}

interface EntryRow extends ErasableEntry {
  readonly is_sealed: number;
  readonly public_form: Buffer;
  readonly position: number | null;
}

function grouped(table: CommittedTable, rows: readonly TableRow[]): Map<number, TableRow[]> {
  const bySubject = new Map<number, TableRow[]>();
  for (const row of rows) {
    const id = Number(row[table.key]);
    const known = bySubject.get(id);
    if (known) {
      known.push(row);
    } else {
      bySubject.set(id, [row]);
    }
  }
  return bySubject;
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
