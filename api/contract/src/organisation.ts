import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { areaRef, empty, moment, pageOf, pageQuery, publicId, reason, search } from "./shapes.ts";

const because = "Which villages there are is public knowledge.";

export const areaNode = areaRef.extend({
  code: z.string(),
  hasChildren: z.boolean(),
  closedAt: moment.nullable(),
});

export const listAreas = endpoint({
  method: "GET",
  path: "/areas",
  summary: "The areas directly under one, or the county itself.",
  access: { public: true, because },
  params: z.strictObject({ parentId: publicId.optional() }),
  body: empty,
  result: z.object({ rows: z.array(areaNode) }),
  refusals: ["area.not_found"],
});

export const searchVillages = endpoint({
  method: "GET",
  path: "/villages",
  summary: "Villages and communities whose name contains the words.",
  access: { public: true, because },
  params: z.strictObject({ q: z.string().trim().min(1).max(limits.searchMax) }),
  body: empty,
  result: z.object({ rows: z.array(areaNode.extend({ townshipName: z.string() })) }),
  refusals: [],
});

export const getArea = endpoint({
  method: "GET",
  path: "/areas/:areaId",
  summary: "One area with those above it, outermost first.",
  access: { public: true, because },
  params: z.strictObject({ areaId: publicId }),
  body: empty,
  result: areaNode.extend({ ancestors: z.array(areaRef), mergedInto: areaRef.nullable() }),
  refusals: ["area.not_found"],
});

export const areaChange = z.object({
  at: moment,
  kind: z.enum(["opened", "renamed", "recoded", "merged"]),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  by: z.string(),
});

export const listAreaHistory = endpoint({
  method: "GET",
  path: "/areas/:areaId/history",
  summary: "How an area came to be what it is.",
  access: { permission: "area.manage" },
  params: z.strictObject({ areaId: publicId }),
  body: empty,
  result: z.object({ rows: z.array(areaChange) }),
  refusals: ["area.not_found"],
});

export const openGrid = endpoint({
  method: "POST",
  path: "/areas/:areaId/grids",
  summary: "Opens a grid in a village.",
  access: { permission: "area.manage" },
  params: z.strictObject({ areaId: publicId }),
  body: z.strictObject({ name: z.string().trim().min(1, "请填名称").max(limits.areaNameMax) }),
  result: areaNode,
  refusals: ["area.not_found", "area.name_taken"],
});

export const renameArea = endpoint({
  method: "POST",
  path: "/areas/:areaId/rename",
  summary: "Gives an area a new name; the old one stays in its history.",
  access: { permission: "area.manage" },
  params: z.strictObject({ areaId: publicId }),
  body: z.strictObject({ name: z.string().trim().min(1, "请填名称").max(limits.areaNameMax), reason }),
  result: areaNode,
  refusals: ["area.not_found", "area.name_taken"],
});

export const recodeArea = endpoint({
  method: "POST",
  path: "/areas/:areaId/recode",
  summary: "Gives an area a new division code.",
  access: { permission: "area.manage" },
  params: z.strictObject({ areaId: publicId }),
  body: z.strictObject({ code: z.string().regex(/^\d{6,12}$/, "区划代码是 6 到 12 位数字"), reason }),
  result: areaNode,
  refusals: ["area.not_found", "area.code_taken"],
});

export const mergeArea = endpoint({
  method: "POST",
  path: "/areas/:areaId/merge",
  summary: "Merges a village into another; live rows follow in batches.",
  access: { permission: "area.manage" },
  params: z.strictObject({ areaId: publicId }),
  body: z.strictObject({ intoId: publicId, reason }),
  result: areaNode,
  refusals: ["area.not_found", "area.cannot_merge"],
});

export const rollPerson = z.object({
  id: publicId,
  name: z.string(),
  sex: z.enum(["male", "female", "unknown"]),
  birthYear: z.int().nullable(),
  maskedIdentity: z.string(),
  maskedPhone: z.string(),
  village: areaRef,
  gridName: z.string(),
  householdNumber: z.string(),
  isClaimed: z.boolean(),
});

export const listPeople = endpoint({
  method: "GET",
  path: "/people",
  summary: "The residents' roll of an area, masked.",
  access: { permission: "roll.read" },
  params: z.strictObject({ areaId: publicId.optional(), q: search, ...pageQuery }),
  body: empty,
  result: pageOf(rollPerson),
  refusals: ["area.not_found"],
});

export const showSensitive = endpoint({
  method: "POST",
  path: "/people/:personId/show",
  summary: "Shows one sensitive field in full. The look itself is recorded.",
  access: { permission: "roll.show_sensitive" },
  params: z.strictObject({ personId: publicId }),
  /** `caseId`: the case for which it is needed. For a sealed one the person learns of the look when the desk releases it. */
  body: z.strictObject({ field: z.enum(["identity", "phone"]), reason, caseId: publicId.optional() }),
  result: z.object({ value: z.string() }),
  refusals: ["person.not_found", "case.not_found"],
});

export const rollImportStates = ["reading", "checked", "applying", "applied", "cancelled", "failed"] as const;
export const rollImport = z.object({
  id: publicId,
  village: areaRef,
  fileName: z.string(),
  state: z.enum(rollImportStates),
  rowsRead: z.int(),
  rowsApplied: z.int(),
  newCount: z.int(),
  changedCount: z.int(),
  sameCount: z.int(),
  duplicateCount: z.int(),
  errorCount: z.int(),
  failure: z.string().nullable(),
  createdAt: moment,
  finishedAt: moment.nullable(),
  may: z.array(z.enum(["apply", "cancel"])),
});

export const startRollImport = endpoint({
  method: "POST",
  path: "/roll-imports",
  summary: "Uploads a roll (CSV or XLSX) for a dry run.",
  access: { permission: "roll.import" },
  params: empty,
  body: z.strictObject({ villageId: publicId }),
  upload: { bytesMax: limits.rollCsvBytesMax },
  result: rollImport,
  refusals: ["area.not_found", "roll_import.busy", "sheet.too_large", "sheet.refused"],
});

export const listRollImports = endpoint({
  method: "GET",
  path: "/roll-imports",
  summary: "Imports of rolls, newest first.",
  access: { permission: "roll.import" },
  params: z.strictObject({ areaId: publicId.optional(), ...pageQuery }),
  body: empty,
  result: pageOf(rollImport),
  refusals: ["area.not_found"],
});

export const getRollImport = endpoint({
  method: "GET",
  path: "/roll-imports/:importId",
  summary: "One import and how far it has come.",
  access: { permission: "roll.import" },
  params: z.strictObject({ importId: publicId }),
  body: empty,
  result: rollImport,
  refusals: ["roll_import.not_found"],
});

export const rollImportProblem = z.object({
  line: z.int(),
  column: z.string(),
  kind: z.enum(["error", "duplicate", "change"]),
  value: z.string(),
  message: z.string(),
});

export const listRollImportProblems = endpoint({
  method: "GET",
  path: "/roll-imports/:importId/problems",
  summary: "What is wrong, twice there, or changed, by row and column.",
  access: { permission: "roll.import" },
  params: z.strictObject({
    importId: publicId,
    kind: z.enum(["error", "duplicate", "change"]).optional(),
    ...pageQuery,
  }),
  body: empty,
  result: pageOf(rollImportProblem),
  refusals: ["roll_import.not_found"],
});

export const applyRollImport = endpoint({
  method: "POST",
  path: "/roll-imports/:importId/apply",
  summary: "Switches the village over to the checked roll.",
  access: { permission: "roll.import" },
  params: z.strictObject({ importId: publicId }),
  body: empty,
  result: rollImport,
  refusals: ["roll_import.not_found", "roll_import.wrong_state", "roll_import.has_errors"],
});

export const cancelRollImport = endpoint({
  method: "POST",
  path: "/roll-imports/:importId/cancel",
  summary: "Stops an import; nothing of it remains on the roll.",
  access: { permission: "roll.import" },
  params: z.strictObject({ importId: publicId }),
  body: empty,
  result: rollImport,
  refusals: ["roll_import.not_found", "roll_import.wrong_state"],
});

