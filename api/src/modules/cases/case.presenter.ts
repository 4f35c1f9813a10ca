import type * as z from "zod";
import { grades, type caseDetail, type caseSummary } from "@cunqing/contract";
import type { Actor } from "../../kernel/actor.ts";
import { filesOf, presentPhoto, presentVoice, thumbnailOf, type FilesDeps, type StoredFile } from "../files/index.ts";
import { areasById, refOf, type Area } from "../organisation/index.ts";
import { cutWords, type HiddenParts } from "../../kernel/withheld.ts";
import { categoryOf, presetOf } from "./case.clock.ts";
import { releasedPhotosOf, type CaseRow } from "./case.ts";
import { actionsOf, hasLostReporter, isReporter, viewOf, type View } from "./case.policy.ts";

export type Summary = z.output<typeof caseSummary>;
export type Detail = z.output<typeof caseDetail>;

const excerptLength = 60;

/** Lists open no private case: whoever wants the words opens it, and that look is on record (trust.md 3). */
const unopened = "（内容不在列表里显示，请点开查看）";

/** A list of cases, as this caller may see each. Three look-ups for the whole list. */
export async function presentCases(deps: FilesDeps, actor: Actor, rows: readonly CaseRow[], knowsCode = false, known: Known = {}): Promise<Summary[]> {
  const [areas, files, hidden] = await Promise.all([
    known.areas ?? areasById(deps.db, rows.map((row) => row.village_id)),
    known.files ?? filesOf(deps.db, "case", rows.map((row) => row.id)),
    known.hidden ?? hiddenOf(deps, rows),
  ]);
  return rows.map((row) => summaryOf(deps, actor, row, { areas, files: files.get(row.id) ?? [], hidden: hidden.get(row.id) }, knowsCode));
}

/** What is withheld of these cases. Only what was released once can be. */
export const hiddenOf = (deps: FilesDeps, rows: readonly CaseRow[]): Promise<ReadonlyMap<number, HiddenParts>> =>
  deps.withheld.of("case", rows.filter((row) => row.released_at !== null).map((row) => row.id));

/** What the caller has in hand, so that it is not looked up again. */
export interface Known {
  readonly areas?: ReadonlyMap<number, Area>;
  readonly files?: ReadonlyMap<number, readonly StoredFile[]>;
  readonly hidden?: ReadonlyMap<number, HiddenParts>;
}

interface SummaryParts {
  readonly areas: ReadonlyMap<number, Area>;
  readonly files: readonly StoredFile[];
  readonly hidden: HiddenParts | undefined;
}

function summaryOf(deps: FilesDeps, actor: Actor, row: CaseRow, { areas, files, hidden }: SummaryParts, knowsCode: boolean): Summary {
  const view = viewOf(actor, row, knowsCode);
  const village = areas.get(row.village_id);
  if (!village) {
    throw new Error("a case stands in an area that does not exist");
  }
  const isUnopened = view === "staff" && row.is_private === 1;
  const [cover] = isUnopened ? [] : visiblePhotos(row, files, view, hidden).filter((file) => file.purpose === "report");
  return {
    id: row.public_id,
    number: row.number,
    door: row.door,
    category: { code: row.category_code, name: categoryOf(deps.county, row.category_code)?.name ?? "其他" },
    village: refOf(village),
    excerpt: isUnopened ? unopened : visibleText(row, view, hidden).slice(0, excerptLength),
    state: row.state,
    isPrivate: row.is_private === 1,
    isReleased: row.released_at !== null,
    cover: cover ? thumbnailOf(deps, cover) : null,
    submittedAt: row.submitted_at,
    dueAt: row.due_at,
    isOverdue: row.is_open === 1 && deps.clock.now() >= row.due_at,
    may: actionsOf(actor, row, knowsCode),
  };
}

/** What of the villager's words this view shows: strangers see nothing before a release. */
export function visibleText(row: CaseRow, view: View, hidden: HiddenParts | undefined): string {
  switch (view) {
    case "public":
      return cutWords(hidden, row.released_text ?? "", row.released_at);
    case "reporter":
      // His own words are nobody else's to hide from him.
      return row.text;
    default:
      return hasLostReporter(row) ? erasedWords : cutWords(hidden, row.text);
  }
}

const erasedWords = "反映人已注销，他写的内容已按《个人信息保护法》第四十七条删除。";

export function visiblePhotos(row: CaseRow, files: readonly StoredFile[], view: View, hidden: HiddenParts | undefined): StoredFile[] {
  const photos = files.filter((file) => file.kind === "photo" && hidden?.hasPhoto(file.publicId) !== true);
  if (view !== "public") {
    return photos;
  }
  const released = new Set(releasedPhotosOf(row));
  return photos.filter((file) => released.has(file.publicId));
}

export interface DetailParts {
  readonly reporter: Detail["reporter"];
  readonly handler: Detail["handler"];
  readonly timeline: Detail["timeline"];
  readonly files: readonly StoredFile[];
  readonly hidden: HiddenParts | undefined;
}

/** The whole of a case, with what other modules know of its people already looked up. */
export function detailOf(deps: FilesDeps, row: CaseRow, summary: Summary, view: View, parts: DetailParts): Detail {
  const { hidden } = parts;
  const photos = visiblePhotos(row, parts.files, view, hidden);
  const isPublic = view === "public";
  const voice = parts.files.find((file) => file.kind === "voice");
  return {
    ...summary,
    text: visibleText(row, view, hidden),
    place: isPublic || row.place === null ? null : cutWords(hidden, row.place),
    point: isPublic || row.lng === null || row.lat === null ? null : { lng: row.lng, lat: row.lat },
    photos: photos.filter((file) => file.purpose === "report").map((file) => presentPhoto(deps, file)),
    voice: voice && !isPublic ? presentVoice(deps, voice) : null,
    afterPhotos: photos.filter((file) => file.purpose === "after").map((file) => presentPhoto(deps, file)),
    outcome: row.outcome === null || (isPublic && row.released_at === null) ? null : cutWords(hidden, row.outcome),
    reporter: parts.reporter,
    handler: parts.handler,
    clocks: clocksOf(deps, row),
    rating: ratingOf(row, isPublic, hidden),
    disputeCount: row.dispute_count,
    released: row.released_text === null || row.released_at === null ? null : { text: cutWords(hidden, row.released_text, row.released_at), at: row.released_at },
    withheld: hidden?.summary(row.released_text ?? "", row.released_at, releasedPhotosOf(row)) ?? [],
    timeline: parts.timeline,
  };
}

/** Both clocks while somebody owes work; only the reporter's days after that; none when all is over. */
function clocksOf(deps: FilesDeps, row: CaseRow): Detail["clocks"] {
  const category = categoryOf(deps.county, row.category_code);
  const source = category ? presetOf(deps.county, category).source : "";
  const whole = { name: "whole" as const, startedAt: row.submitted_at, dueAt: row.due_at, isProvisional: row.is_due_provisional === 1, source };
  const stage = { name: "stage" as const, startedAt: row.stage_started_at, dueAt: row.stage_due_at, isProvisional: row.is_stage_provisional === 1, source };
  if (row.is_open === 1) {
    return [stage, whole];
  }
  return row.state === "done_pending"
    ? [{ ...stage, source: `${deps.county.unconfirmedAfterDays} 天内没有回复，就记为“未确认”，不算办好` }]
    : [];
}

function ratingOf(row: CaseRow, isPublic: boolean, hidden: HiddenParts | undefined): Detail["rating"] {
  const grade = grades.find((candidate) => candidate === row.grade);
  if (!grade || row.rated_at === null) {
    return null;
  }
  return {
    grade,
    tags: row.rating_tags === null ? [] : (JSON.parse(row.rating_tags) as string[]),
    words: isPublic || row.rating_words === null ? null : cutWords(hidden, row.rating_words),
    at: row.rated_at,
    isLate: row.is_rated_late === 1,
  };
}

export const isMine = (actor: Actor, row: CaseRow, knowsCode: boolean): boolean => knowsCode || isReporter(actor, row);
