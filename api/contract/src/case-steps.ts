import * as z from "zod";
import { caseDetail, caseStates, attachment, grades } from "./cases.ts";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { recordPromise } from "./record.ts";
import { publicId, reason } from "./shapes.ts";

const caseParams = z.strictObject({ caseId: publicId });
const note = z.string().trim().max(limits.noteMax, "太长了").optional();
/** The state the person was looking at; another one now means somebody was faster. */
const seenState = z.enum(caseStates);

export const acceptCase = endpoint({
  method: "POST",
  path: "/cases/:caseId/accept",
  summary: "Takes a submitted case in hand; its limit is fixed from here by kind.",
  access: { permission: "case.accept" },
  params: caseParams,
  body: z.strictObject({ seenState, note, categoryCode: z.string().max(40).optional() }),
  idempotency: "optional",
  result: caseDetail,
  refusals: ["case.not_found", "case.wrong_state", "case.taken", "case.category_unknown"],
});

export const declineCase = endpoint({
  method: "POST",
  path: "/cases/:caseId/decline",
  summary: "Declines a case with a reason and where to go instead.",
  access: { permission: "case.decline" },
  params: caseParams,
  body: z.strictObject({ seenState, reasonCode: z.string().max(40), reason }),
  idempotency: "optional",
  result: caseDetail,
  refusals: ["case.not_found", "case.wrong_state", "case.taken"],
});

export const assignCase = endpoint({
  method: "POST",
  path: "/cases/:caseId/assign",
  summary: "Names who handles the case.",
  access: { permission: "case.assign" },
  params: caseParams,
  body: z.strictObject({ seenState, assigneeId: publicId, note }),
  idempotency: "optional",
  result: caseDetail,
  refusals: ["case.not_found", "case.wrong_state", "case.assignee_unfit"],
});

export const startCase = endpoint({
  method: "POST",
  path: "/cases/:caseId/start",
  summary: "The handler begins.",
  access: { permission: "case.work" },
  params: caseParams,
  body: z.strictObject({ seenState, note }),
  idempotency: "optional",
  result: caseDetail,
  refusals: ["case.not_found", "case.wrong_state"],
});

export const finishCase = endpoint({
  method: "POST",
  path: "/cases/:caseId/finish",
  summary: "The handler says what was done; the reporter has the last word.",
  access: { permission: "case.work" },
  params: caseParams,
  body: z.strictObject({
    seenState,
    outcome: z.string().trim().min(limits.outcomeMin, "请写明办了什么").max(limits.outcomeMax),
    afterPhotos: z.array(attachment).max(limits.photosMax),
  }),
  idempotency: "optional",
  result: caseDetail,
  refusals: ["case.not_found", "case.wrong_state", "case.after_photo_needed", "file.not_found", "file.in_use"],
});

/** The case as it now stands, and the promise that this step will be in the record. */
const promisedCase = caseDetail.extend({ promise: recordPromise });

const answer = {
  grade: z.enum(grades),
  tags: z.array(z.string().max(20)).max(8),
  words: z.string().trim().max(limits.ratingWordsMax).optional(),
  /** For a case reported without an account. */
  followCode: z.string().max(60).optional(),
};

export const confirmCase = endpoint({
  method: "POST",
  path: "/cases/:caseId/confirm",
  summary: "The reporter says it is done.",
  access: { public: true, because: "An anonymous reporter confirms by the code; the policy lets nobody else." },
  params: caseParams,
  body: z.strictObject(answer),
  idempotency: "optional",
  result: promisedCase,
  refusals: ["case.not_found", "case.wrong_state", "case.not_yours"],
});

export const disputeCase = endpoint({
  method: "POST",
  path: "/cases/:caseId/dispute",
  summary: "The reporter says it is not done: back to work.",
  access: { public: true, because: "An anonymous reporter disputes by the code; the policy lets nobody else." },
  params: caseParams,
  body: z.strictObject({ ...answer, words: z.string().trim().min(2, "请写一句哪里没办好").max(limits.ratingWordsMax) }),
  idempotency: "optional",
  result: promisedCase,
  refusals: ["case.not_found", "case.wrong_state", "case.not_yours"],
});

export const releaseCase = endpoint({
  method: "POST",
  path: "/cases/:caseId/release",
  summary: "Staff release what others may see of a public case: edited words and chosen photos.",
  access: { permission: "case.release" },
  params: caseParams,
  body: z.strictObject({
    text: z.string().trim().min(limits.caseTextMin).max(limits.caseTextMax),
    photoIds: z.array(publicId).max(limits.photosMax * 2),
  }),
  idempotency: "optional",
  result: promisedCase,
  refusals: ["case.not_found", "case.wrong_state", "file.not_found"],
});
