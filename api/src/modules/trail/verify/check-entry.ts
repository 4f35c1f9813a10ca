import { createHash } from "node:crypto";
import { areEqual, parsePublicForm, type PlainForm } from "@cunqing/proof";
import { paddingKind } from "../../../kernel/journal/entries.ts";
import { actorField } from "../../../kernel/journal/actor-commitment.ts";
import { isRowField } from "../../../kernel/journal/committed-rows.ts";
import { titleOf } from "../kind-titles.ts";
import { judgeActor, type ActorColumns, type ActorVerdict } from "./check-actor.ts";
import type { Finding } from "./finding.ts";

/** A row of the journal as the database has it. */
export interface JournalRow extends ActorColumns {
  readonly id: number;
  readonly entry_id: string;
  readonly kind: string;
  readonly subject_kind: string;
  readonly subject_id: number;
  readonly subject_public_id: string;
  readonly area_id: number | null;
  readonly at_ms: number;
  readonly is_sealed: number;
  readonly public_form: Buffer;
}

export interface DetailRow {
  readonly journal_id: number;
  readonly field: string;
  readonly value: string;
  readonly salt: Buffer;
}

export interface EntryTally {
  readonly detailsOk: number;
  readonly detailsErased: number;
  readonly padding: number;
  /** Entries older than the commitment to who did it. */
  readonly actorsNotCovered: number;
}

export interface EntryVerdict {
  readonly findings: readonly Finding[];
  /** Fields whose values are gone; the empty one is all that a sealed entry holds. Only an erasure explains them. */
  readonly missing: readonly string[];
  readonly tally: EntryTally;
}

const nothingDone: EntryTally = { detailsOk: 0, detailsErased: 0, padding: 0, actorsNotCovered: 0 };
const found = (findings: readonly Finding[]): EntryVerdict => ({ findings, missing: [], tally: nothingDone });

/** Holds one entry's columns and details against its public form. `areas` are public ids by internal ones. */
export function checkEntry(row: JournalRow, position: number | null, details: readonly DetailRow[], areas: ReadonlyMap<number, string>): EntryVerdict {
  const verdict = checkForm(row, position, details, areas);
  return row.is_sealed === 0 ? verdict : { ...verdict, findings: verdict.findings.map((finding) => ({ ...finding, isSealed: true })) };
}

/** What is gone without an erasure on record. */
export const missingDetail = (row: JournalRow, position: number | null, field: string): Finding => ({
  position,
  code: "detail.missing",
  words: `${named(row)}${field === "" ? "密封的内容" : `的内容「${field}」`}不见了，没有依法删除的留痕`,
  isSealed: row.is_sealed === 1 || field === "",
});

function checkForm(row: JournalRow, position: number | null, details: readonly DetailRow[], areas: ReadonlyMap<number, string>): EntryVerdict {
  const form = parsePublicForm(row.public_form.toString());
  if (!form) {
    return found([{ position, code: "leaf.form_unreadable", words: `${named(row)}的公开内容读不出来` }]);
  }
  if (form.form === "sealed") {
    return checkSealed(row, position, form.commitment, details, areas);
  }
  const flag = row.is_sealed === 0 ? [] : [columnChanged(row, position, "是否密件")];
  return merge([found(flag), checkOpen(row, position, form, details, areas)]);
}

function checkSealed(row: JournalRow, position: number | null, commitment: Uint8Array, details: readonly DetailRow[], areas: ReadonlyMap<number, string>): EntryVerdict {
  // Whatever its column says now, what is sealed is told as such.
  const flag = row.is_sealed === 1 ? [] : [{ ...columnChanged(row, position, "是否密件"), isSealed: true }];
  const opening = details.find((detail) => detail.field === "");
  if (!opening) {
    const isPadding = row.kind === paddingKind;
    return { findings: flag, missing: isPadding ? [] : [""], tally: { ...nothingDone, padding: isPadding ? 1 : 0 } };
  }
  if (!areEqual(digest(opening), commitment)) {
    return found([...flag, { position, code: "detail.changed", words: `${named(row)}密封的内容被改过，与公开的承诺不符` }]);
  }
  const inner = parsePublicForm(opening.value);
  if (inner?.form !== "plain") {
    return found([...flag, { position, code: "leaf.form_unreadable", words: `${named(row)}密封的内容读不出来` }]);
  }
  const rest = details.filter((detail) => detail.field !== "");
  return merge([{ ...found(flag), tally: { ...nothingDone, detailsOk: 1 } }, checkOpen(row, position, inner, rest, areas)]);
}

function checkOpen(row: JournalRow, position: number | null, form: PlainForm, details: readonly DetailRow[], areas: ReadonlyMap<number, string>): EntryVerdict {
  const actor = judgeActor(row, form, details);
  const findings: Finding[] = [...changedColumns(row, form, details, areas).map((column) => columnChanged(row, position, column)), ...actorFindings(row, position, actor)];
  const present = new Set<string>();
  let detailsOk = 0;
  for (const detail of details.filter(({ field }) => field !== actorField)) {
    present.add(detail.field);
    const commitment = form.fields.get(detail.field);
    if (commitment === undefined) {
      findings.push({ position, code: "detail.unknown", words: `${named(row)}多出一项内容「${detail.field}」，公开的记录里没有它` });
    } else if (!isRowField(detail.field) && !areEqual(digest(detail), commitment)) {
      findings.push({ position, code: "detail.changed", words: `${named(row)}的内容「${detail.field}」被改过，与公开的承诺不符` });
    } else {
      detailsOk += 1;
    }
  }
  const missing = [...form.fields.keys()].filter((field) => !present.has(field));
  const one = (verdict: ActorVerdict): number => Number(actor === verdict);
  return { findings, missing, tally: { detailsOk: detailsOk + one("ok"), detailsErased: one("erased"), padding: 0, actorsNotCovered: one("not covered") } };
}

/** The names of columns that say something else than the public form does. */
function changedColumns(row: JournalRow, form: PlainForm, details: readonly DetailRow[], areas: ReadonlyMap<number, string>): string[] {
  const subjectId = form.subject.id ?? details.find((detail) => detail.field === "subject")?.value ?? row.subject_public_id;
  const area = row.area_id === null ? null : areas.get(row.area_id);
  const pairs: [string, boolean][] = [
    ["编号", form.id === row.entry_id],
    ["类别", form.kind === row.kind],
    ["时间", form.atMs === row.at_ms],
    ["对象", form.subject.kind === row.subject_kind && subjectId === row.subject_public_id],
    ["区域", form.area === area],
  ];
  return pairs.filter(([, isSame]) => !isSame).map(([column]) => column);
}

const columnChanged = (row: JournalRow, position: number | null, column: string): Finding => ({
  position,
  code: "entry.column_changed",
  words: `${named(row)}在数据库里的「${column}」与公开内容不符`,
});

function actorFindings(row: JournalRow, position: number | null, verdict: ActorVerdict): Finding[] {
  if (verdict === "cannot be opened") {
    return [{ position, code: "entry.actor_cannot_be_opened", words: `${named(row)}是谁做的，核对用的随机数不见了，无法核对` }];
  }
  return verdict === "changed" ? [columnChanged(row, position, "谁做的、以什么岗位做的")] : [];
}

const named = (row: JournalRow): string => `留痕「${titleOf(row.kind)}」`;

const digest = ({ value, salt }: DetailRow): Uint8Array => createHash("sha256").update(salt).update(value).digest();

function merge(verdicts: readonly EntryVerdict[]): EntryVerdict {
  return {
    findings: verdicts.flatMap(({ findings }) => findings),
    missing: verdicts.flatMap(({ missing }) => missing),
    tally: verdicts.reduce<EntryTally>(
      (sum, { tally }) => ({
        detailsOk: sum.detailsOk + tally.detailsOk,
        detailsErased: sum.detailsErased + tally.detailsErased,
        padding: sum.padding + tally.padding,
        actorsNotCovered: sum.actorsNotCovered + tally.actorsNotCovered,
      }),
      nothingDone,
    ),
  };
}
