import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { areaRef, day, empty, moment, publicId } from "./shapes.ts";

/** Whole cases, counted; each of a cohort stands in exactly one of the four (trust.md 7). */
export const caseFigures = z.object({
  submitted: z.int(),
  cohort: z.int(),
  confirmed: z.int(),
  unconfirmed: z.int(),
  disputed: z.int(),
  pending: z.int(),
  everDisputed: z.int(),
  /** Reported in a staff capacity: never confirmed, counted apart. */
  staffReported: z.int(),
  open: z.int(),
  overdue: z.int(),
  reopened: z.int(),
  oldestOpenSince: moment.nullable(),
  medianHoursToDone: z.number().nullable(),
});

export const getFigures = endpoint({
  method: "GET",
  path: "/figures/cases",
  summary: "The rates of an area and of those below it, over a period by day of the first done.",
  access: { permission: "case.figures" },
  params: z.strictObject({ areaId: publicId.optional(), from: day, to: day }),
  body: empty,
  result: z.object({
    area: areaRef,
    /** Since when figures miss something because a reader stopped; null when whole. */
    incompleteSince: moment.nullable(),
    total: caseFigures,
    byArea: z.array(z.object({ area: areaRef, figures: caseFigures })),
  }),
  refusals: ["area.not_found"],
});
