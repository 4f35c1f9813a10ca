import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { recordPromise } from "./record.ts";
import { areaRef, day, empty, moment, pageOf, pageQuery, personRef, photo, publicId, search, voice } from "./shapes.ts";

export const caseStates = [
  "submitted",
  "accepted",
  "declined",
  "assigned",
  "in_progress",
  "done_pending",
  "confirmed",
  "unconfirmed",
  "disputed",
  "closed",
] as const;
export type CaseState = (typeof caseStates)[number];

/** The doors a villager comes in by. 举报 (accuse) only says where to go until it is built. */
export const caseDoors = ["report", "suggest", "help"] as const;
export type CaseDoor = (typeof caseDoors)[number];

export const caseActions = [
  "accept",
  "decline",
  "assign",
  "start",
  "finish",
  "release",
  "confirm",
  "dispute",
] as const;
export type CaseAction = (typeof caseActions)[number];

export const grades = ["very_satisfied", "satisfied", "dissatisfied", "very_dissatisfied"] as const;
const grade = z.enum(grades);

/** A deadline: when it is due, whether it is paused, and whether the calendar of that year is known yet. */
export const clock = z.object({
  name: z.enum(["stage", "whole"]),
  startedAt: moment,
  dueAt: moment,
  isProvisional: z.boolean(),
  source: z.string(),
});

export const caseSummary = z.object({
  id: publicId,
  number: z.string(),
  door: z.enum(caseDoors),
  category: z.object({ code: z.string(), name: z.string() }),
  village: areaRef,
  /** The villager's words, shortened; what others see only after a release. */
  excerpt: z.string(),
  state: z.enum(caseStates),
  isPrivate: z.boolean(),
  isReleased: z.boolean(),
  cover: z.string().nullable(),
  submittedAt: moment,
  dueAt: moment,
  /** The whole-case clock's end is known before it matters; null once the case is over. */
  isOverdue: z.boolean(),
  may: z.array(z.enum(caseActions)),
});

export const timelineEntry = z.object({
  id: publicId,
  at: moment,
  kind: z.string(),
  /** Plain words for a villager: who did what. */
  title: z.string(),
  by: z.string(),
  text: z.string().nullable(),
  photos: z.array(photo),
});

export const caseDetail = caseSummary.extend({
  text: z.string(),
  place: z.string().nullable(),
  point: z.object({ lng: z.number(), lat: z.number() }).nullable(),
  photos: z.array(photo),
  voice: voice.nullable(),
  afterPhotos: z.array(photo),
  outcome: z.string().nullable(),
  reporter: z.object({
    /** How the case came in, which decides who may confirm it. */
    capacity: z.enum(["villager", "anonymous", "staff"]),
    name: z.string(),
    maskedPhone: z.string().nullable(),
    isMe: z.boolean(),
  }),
  handler: personRef.nullable(),
  clocks: z.array(clock),
  rating: z.object({ grade, tags: z.array(z.string()), words: z.string().nullable(), at: moment, isLate: z.boolean() }).nullable(),
  disputeCount: z.int(),
  released: z.object({ text: z.string(), at: moment }).nullable(),
  /** What of the published words and photos is hidden, and on which legal ground (trust.md 5). */
  withheld: z.array(z.object({ part: z.enum(["words", "photo"]), count: z.int(), ground: z.string(), source: z.string() })),
  timeline: z.array(timelineEntry),
});

export const point = z.strictObject({
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  system: z.enum(["gcj02", "wgs84"]),
});

/** An uploaded file, with the secret that only its sender was told. */
export const attachment = z.strictObject({ id: publicId, claim: z.string().min(10).max(100) });

export const submitCase = endpoint({
  method: "POST",
  path: "/cases",
  summary: "A villager reports, suggests or asks for help, with or without an account.",
  access: { public: true, because: "Speaking up needs no account (domain 1.6); a code follows the case." },
  params: empty,
  body: z.strictObject({
    door: z.enum(caseDoors),
    villageId: publicId,
    categoryCode: z.string().min(1, "请选类别").max(40),
    text: z.string().trim().max(limits.caseTextMax, `最多 ${limits.caseTextMax} 字`),
    photos: z.array(attachment).max(limits.photosMax, `最多 ${limits.photosMax} 张照片`),
    voice: attachment.optional(),
    place: z.string().trim().max(limits.placeMax).optional(),
    point: point.optional(),
    isPrivate: z.boolean(),
    isAnonymous: z.boolean(),
  }),
  idempotency: "required",
  ratePerMinute: 20,
  result: z.object({
    case: caseSummary,
    /** Given for an anonymous report only, and derived anew for the same key: it opens the case. */
    followCode: z.string().nullable(),
    promise: recordPromise,
  }),
  refusals: ["area.not_found", "case.category_unknown", "case.point_outside", "case.empty", "file.not_found", "file.in_use", "request.idempotency_key_missing", "request.idempotency_key_reused", "request.in_flight"],
});

export const listMyCases = endpoint({
  method: "GET",
  path: "/cases/mine",
  summary: "My own cases, newest first.",
  access: { session: "villager" },
  params: z.strictObject({ ...pageQuery }),
  body: empty,
  result: pageOf(caseSummary),
  refusals: [],
});

export const followCase = endpoint({
  method: "POST",
  path: "/cases/follow",
  summary: "Opens an anonymous case by its code. A POST, so that the code stays out of addresses and logs.",
  access: { public: true, because: "The code is the key." },
  params: empty,
  body: z.strictObject({ followCode: z.string().min(8).max(60) }),
  ratePerMinute: 20,
  result: caseDetail,
  refusals: ["case.follow_code_wrong"],
});

export const listVillageCases = endpoint({
  method: "GET",
  path: "/villages/:villageId/cases",
  summary: "A village's public cases; words and photos only after a release.",
  access: { public: true, because: "What was reported and what became of it is public (product.md)." },
  params: z.strictObject({ villageId: publicId, ...pageQuery }),
  body: empty,
  result: pageOf(caseSummary),
  refusals: ["area.not_found"],
});

export const getCase = endpoint({
  method: "GET",
  path: "/cases/:caseId",
  summary: "One case with its timeline, as far as the caller may see it.",
  access: { public: true, because: "A public case is public; the policy hides the rest." },
  params: z.strictObject({ caseId: publicId }),
  body: empty,
  result: caseDetail,
  refusals: ["case.not_found"],
});

export const listWork = endpoint({
  method: "GET",
  path: "/work/cases",
  summary: "What waits for me: mine, to be taken, late. Most urgent first.",
  access: { permission: "case.read" },
  params: z.strictObject({ filter: z.enum(["mine", "untaken", "late", "all_open"]).optional(), ...pageQuery }),
  body: empty,
  result: pageOf(caseSummary),
  refusals: [],
});

export const countWork = endpoint({
  method: "GET",
  path: "/work/counts",
  summary: "How much waits: mine, to be taken, late. Counted to 99 at most.",
  access: { permission: "case.read" },
  params: empty,
  body: empty,
  result: z.object({ mine: z.int(), untaken: z.int(), late: z.int() }),
  refusals: [],
});

export const listCases = endpoint({
  method: "GET",
  path: "/cases",
  summary: "Cases in my areas by filters, newest first.",
  access: { permission: "case.read" },
  params: z.strictObject({
    areaId: publicId.optional(),
    state: z.enum(caseStates).optional(),
    categoryCode: z.string().max(40).optional(),
    from: day.optional(),
    to: day.optional(),
    isOverdue: z.stringbool().optional(),
    q: search,
    ...pageQuery,
  }),
  body: empty,
  result: pageOf(caseSummary),
  refusals: ["area.not_found"],
});

export const listAssignees = endpoint({
  method: "GET",
  path: "/cases/:caseId/assignees",
  summary: "Who could handle this case.",
  access: { permission: "case.assign" },
  params: z.strictObject({ caseId: publicId }),
  body: empty,
  result: z.object({ rows: z.array(personRef.extend({ roleName: z.string(), areaName: z.string(), openCount: z.int() })) }),
  refusals: ["case.not_found"],
});
