import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { areaRef, empty, moment, pageOf, pageQuery, publicId, reason } from "./shapes.ts";

/** What of a published thing is hidden: a run of its words, or one photo. */
export const withheldPart = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("words"), from: z.int().min(0), to: z.int().min(1) }),
  z.strictObject({ kind: z.literal("photo"), photoId: publicId }),
]);

export const withholdingStates = ["proposed", "in_force", "refused", "lifted"] as const;

export const withholdingRow = z.object({
  id: publicId,
  state: z.enum(withholdingStates),
  subject: z.object({ kind: z.literal("case"), id: publicId, title: z.string() }),
  village: areaRef,
  part: withheldPart,
  ground: z.object({ code: z.string(), name: z.string(), source: z.string() }),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: moment,
  decidedBy: z.string().nullable(),
  decidedAt: moment.nullable(),
  /** What would be hidden, for who must decide; null for everyone else and once it is in force. */
  excerpt: z.string().nullable(),
  photoUrl: z.string().nullable(),
  may: z.array(z.enum(["approve", "refuse", "lift"])),
});

export const listWithholdings = endpoint({
  method: "GET",
  path: "/withholdings",
  summary: "What is hidden of published things, or is proposed to be, newest first.",
  access: { permission: "withhold.propose" },
  params: z.strictObject({ state: z.enum(withholdingStates).optional(), ...pageQuery }),
  body: empty,
  result: pageOf(withholdingRow),
  refusals: [],
});

export const listWithholdingGrounds = endpoint({
  method: "GET",
  path: "/withholdings/grounds",
  summary: "The legal grounds on which something published may be hidden.",
  access: { permission: "withhold.propose" },
  params: empty,
  body: empty,
  result: z.object({ rows: z.array(z.object({ code: z.string(), name: z.string(), source: z.string() })) }),
  refusals: [],
});

export const proposeWithholding = endpoint({
  method: "POST",
  path: "/cases/:caseId/withholdings",
  summary: "Proposes to hide words or a photo of a released case, on a legal ground; a second person decides.",
  access: { permission: "withhold.propose" },
  params: z.strictObject({ caseId: publicId }),
  body: z.strictObject({ part: withheldPart, groundCode: z.string().max(limits.noteMax), reason }),
  result: withholdingRow,
  refusals: ["case.not_found", "withholding.nothing_there", "withholding.ground_unknown", "withholding.open_already"],
});

const decision = {
  access: { permission: "withhold.approve" },
  params: z.strictObject({ withholdingId: publicId }),
  body: z.strictObject({ reason }),
  result: withholdingRow,
  refusals: ["withholding.not_found", "withholding.wrong_state", "withholding.own"],
} as const;

export const approveWithholding = endpoint({
  method: "POST",
  path: "/withholdings/:withholdingId/approve",
  summary: "A second person agrees; the part is hidden at once and the page says so.",
  ...decision,
});

export const refuseWithholding = endpoint({
  method: "POST",
  path: "/withholdings/:withholdingId/refuse",
  summary: "A second person does not agree; nothing is hidden.",
  ...decision,
});

export const liftWithholding = endpoint({
  method: "POST",
  path: "/withholdings/:withholdingId/lift",
  summary: "Shows again what was hidden, when the ground is gone.",
  ...decision,
});
