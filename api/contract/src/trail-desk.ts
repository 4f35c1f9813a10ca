import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { witnessRow } from "./record.ts";
import { done, downloadFile, empty, moment, pageOf, pageQuery, publicId, reason } from "./shapes.ts";

export const trailState = z.object({
  origin: z.string(),
  epoch: z.int(),
  size: z.int(),
  root: z.string(),
  /** When the newest checkpoint was signed; null while the record is empty. */
  at: moment.nullable(),
  /** Entries that wait for their position. */
  unsealed: z.int(),
  witnesses: z.array(witnessRow),
  /** The log's and the witnesses' public keys, to be printed for the notice board. */
  /** The verifier keys; behind an old one stands the largest head that counts under it. */
  logKeys: z.array(z.string()),
});

export const getTrailState = endpoint({
  method: "GET",
  path: "/trail/state",
  summary: "How far the record is, and who has witnessed it.",
  access: { permission: "journal.read" },
  params: empty,
  body: empty,
  result: trailState,
  refusals: [],
});

export const listCheckpoints = endpoint({
  method: "GET",
  path: "/trail/checkpoints",
  summary: "Signed checkpoints, newest first, each with who cosigned it.",
  access: { permission: "journal.read" },
  params: z.strictObject({ ...pageQuery }),
  body: empty,
  result: pageOf(
    z.object({ size: z.int(), root: z.string(), at: moment, epoch: z.int(), cosignedBy: z.array(z.object({ name: z.string(), at: moment })) }),
  ),
  refusals: [],
});

export const verificationFinding = z.object({
  /** Where: a position of the record; null for what has none. */
  position: z.int().nullable(),
  /** What is wrong, by a stable code. */
  code: z.string(),
  /** And in words. */
  words: z.string(),
});

export const verification = z.object({
  id: publicId,
  state: z.enum(["waiting", "running", "passed", "failed", "stopped", "broken"]),
  startedAt: moment,
  finishedAt: moment.nullable(),
  startedBy: z.string(),
  leavesDone: z.int(),
  leavesTotal: z.int(),
  rowsDone: z.int(),
  rowsTotal: z.int(),
  /** The first hundred. */
  findings: z.array(verificationFinding),
  findingCount: z.int(),
});

export const startVerification = endpoint({
  method: "POST",
  path: "/trail/verifications",
  summary: "Checks the whole record in the database: tree, checkpoints, epochs, details and rows. One at a time.",
  access: { permission: "trail.verify" },
  params: empty,
  body: empty,
  result: verification,
  refusals: ["trail.verification_running"],
});

export const listVerifications = endpoint({
  method: "GET",
  path: "/trail/verifications",
  summary: "The checks of the record, newest first, with their progress.",
  access: { permission: "journal.read" },
  params: z.strictObject({ ...pageQuery }),
  body: empty,
  result: pageOf(verification),
  refusals: [],
});

export const stopVerification = endpoint({
  method: "POST",
  path: "/trail/verifications/:verificationId/stop",
  summary: "Stops a check that is under way.",
  access: { permission: "trail.verify" },
  params: z.strictObject({ verificationId: publicId }),
  body: empty,
  result: done,
  refusals: ["trail.verification_not_found"],
});

export const makeDossier = endpoint({
  method: "POST",
  path: "/cases/:caseId/dossier",
  summary: "Everything on record about one case with its proofs, as a ZIP that can be checked off line. Making one is an entry.",
  access: { permission: "dossier.make" },
  params: z.strictObject({ caseId: publicId }),
  body: z.strictObject({ reason }),
  ratePerMinute: 10,
  download: "application/zip",
  result: downloadFile,
  refusals: ["case.not_found", "trail.empty"],
});
