import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { areaRef, day, done, empty, moment, pageOf, pageQuery, publicId } from "./shapes.ts";

export const journalRow = z.object({
  id: publicId,
  position: z.int().nullable(),
  at: moment,
  kind: z.string(),
  /** The kind in words. */
  title: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  actor: z.string(),
  role: z.string().nullable(),
  area: areaRef.nullable(),
  isSealed: z.boolean(),
  details: z.array(z.object({ field: z.string(), value: z.string() })),
});

export const listJournal = endpoint({
  method: "GET",
  path: "/journal",
  summary: "The journal of my areas by filters, newest first.",
  access: { permission: "journal.read" },
  params: z.strictObject({
    areaId: publicId.optional(),
    kind: z.string().max(60).optional(),
    subjectId: z.string().max(40).optional(),
    actorId: publicId.optional(),
    from: day.optional(),
    to: day.optional(),
    ...pageQuery,
  }),
  body: empty,
  result: pageOf(journalRow),
  refusals: ["area.not_found"],
});

export const listJournalKinds = endpoint({
  method: "GET",
  path: "/journal/kinds",
  summary: "Every kind of entry, in words.",
  access: { permission: "journal.read" },
  params: empty,
  body: empty,
  result: z.object({ rows: z.array(z.object({ kind: z.string(), title: z.string() })) }),
  refusals: [],
});

export const readerHealth = z.object({
  name: z.string(),
  position: z.int(),
  behind: z.int(),
  holds: z.array(
    z.object({
      id: publicId,
      subjectKind: z.string(),
      position: z.int(),
      since: moment,
      attempts: z.int(),
      error: z.string(),
    }),
  ),
});

export const listReaders = endpoint({
  method: "GET",
  path: "/readers",
  summary: "How far each reader of the journal is, and where one has stopped.",
  access: { permission: "reader.manage" },
  params: empty,
  body: empty,
  result: z.object({ sealedTo: z.int(), unsealed: z.int(), rows: z.array(readerHealth) }),
  refusals: [],
});

export const releaseReaderHold = endpoint({
  method: "POST",
  path: "/readers/holds/:holdId/release",
  summary: "Lets a stopped subject be tried again.",
  access: { permission: "reader.manage" },
  params: z.strictObject({ holdId: publicId }),
  body: empty,
  result: done,
  refusals: ["reader_hold.not_found"],
});
