import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { done, downloadFile, empty, moment, pageOf, pageQuery, publicId, reason } from "./shapes.ts";

/** One group of personal fields, and what the law lets become of it. */
export const retentionLine = z.object({
  /** Such as 手机号、反映的内容. */
  what: z.string(),
  count: z.int(),
  /** For what is kept: why, by law and article. */
  basis: z.string().nullable(),
});

export const erasurePlan = z.object({
  destroyed: z.array(retentionLine),
  /** Kept under restriction: nobody but the officer and whom the law names reads it any more. */
  kept: z.array(retentionLine),
  openCases: z.int(),
  /** An open case needs the data-protection officer (trust.md 5). */
  needsOfficer: z.boolean(),
});

export const getClosingPlan = endpoint({
  method: "GET",
  path: "/me/closing",
  summary: "What closing my account would destroy, and what the law keeps.",
  access: { session: "villager" },
  params: empty,
  body: empty,
  result: z.object({ plan: erasurePlan, isRequested: z.boolean() }),
  refusals: [],
});

export const closeAccount = endpoint({
  method: "POST",
  path: "/me/closing",
  summary: "Closes my account and erases what no law demands (个人信息保护法第四十七条); with an open case it becomes a request to the officer.",
  access: { session: "villager" },
  params: empty,
  body: z.strictObject({ isSure: z.literal(true) }),
  /** `erasing`: it is decided and cannot fail any more; the worker takes away what is left. */
  result: z.object({ state: z.enum(["erased", "erasing", "requested"]), plan: erasurePlan }),
  refusals: ["erasure.open_already"],
});

export const withdrawClosing = endpoint({
  method: "POST",
  path: "/me/closing/withdraw",
  summary: "Takes back my request, while the officer has not decided.",
  access: { session: "villager" },
  params: empty,
  body: empty,
  result: done,
  refusals: ["erasure.not_found"],
});

export const copyMyData = endpoint({
  method: "GET",
  path: "/me/copy",
  summary: "A copy of my data to take along: readable, machine-readable, with my photos (个人信息保护法第四十五条).",
  access: { session: "villager" },
  params: empty,
  body: empty,
  ratePerMinute: 3,
  download: "application/zip",
  result: downloadFile,
  refusals: [],
});

/** `erasing`: decided, and the batches of a heavy account are still going. */
export const erasureStates = ["requested", "erasing", "erased", "refused", "withdrawn"] as const;

export const erasureRow = z.object({
  id: publicId,
  state: z.enum(erasureStates),
  /** Such as 吴**, masked. */
  person: z.string(),
  by: z.enum(["person", "officer"]),
  at: moment,
  reason: z.string().nullable(),
  decidedAt: moment.nullable(),
  openCases: z.int(),
  may: z.array(z.enum(["approve", "refuse"])),
});

export const listErasures = endpoint({
  method: "GET",
  path: "/erasures",
  summary: "Requests for erasure and what became of them, newest first.",
  access: { permission: "erasure.decide" },
  params: z.strictObject({ state: z.enum(erasureStates).optional(), ...pageQuery }),
  body: empty,
  result: pageOf(erasureRow),
  refusals: [],
});

export const getErasure = endpoint({
  method: "GET",
  path: "/erasures/:erasureId",
  summary: "One request, with what would be destroyed and what kept.",
  access: { permission: "erasure.decide" },
  params: z.strictObject({ erasureId: publicId }),
  body: empty,
  result: erasureRow.extend({ plan: erasurePlan.nullable() }),
  refusals: ["erasure.not_found"],
});

export const startErasure = endpoint({
  method: "POST",
  path: "/erasures",
  summary: "The officer enters a request that reached him on paper, for a villager's account found by phone.",
  access: { permission: "erasure.decide" },
  params: empty,
  body: z.strictObject({ phone: z.string().max(20), reason }),
  ratePerMinute: 20,
  result: erasureRow,
  refusals: ["account.not_found", "erasure.open_already"],
});

export const approveErasure = endpoint({
  method: "POST",
  path: "/erasures/:erasureId/approve",
  summary: "The officer lets the erasure go ahead; it cannot be undone.",
  access: { permission: "erasure.decide" },
  params: z.strictObject({ erasureId: publicId }),
  body: z.strictObject({ reason }),
  result: erasureRow,
  refusals: ["erasure.not_found", "erasure.wrong_state"],
});

export const refuseErasure = endpoint({
  method: "POST",
  path: "/erasures/:erasureId/refuse",
  summary: "The officer refuses, with the law that demands the data.",
  access: { permission: "erasure.decide" },
  params: z.strictObject({ erasureId: publicId }),
  body: z.strictObject({ reason }),
  result: erasureRow,
  refusals: ["erasure.not_found", "erasure.wrong_state"],
});
