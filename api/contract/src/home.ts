import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { caseDoors, caseSummary, grades } from "./cases.ts";
import { areaRef, empty, publicId } from "./shapes.ts";

export const getCatalog = endpoint({
  method: "GET",
  path: "/catalog",
  summary: "What the phone needs to draw the doors: categories, reasons, words, addresses.",
  access: { public: true, because: "It is drawn before anybody signs in." },
  params: empty,
  body: empty,
  result: z.object({
    county: areaRef,
    categories: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        hint: z.string(),
        icon: z.string(),
        doors: z.array(z.enum(caseDoors)),
        afterPhoto: z.enum(["required", "optional", "none"]),
        isPrivateByDefault: z.boolean(),
        isUrgent: z.boolean(),
        limitWorkingDays: z.int(),
      }),
    ),
    grades: z.array(z.object({ code: z.enum(grades), name: z.string(), tags: z.array(z.string()) })),
    declineReasons: z.array(z.object({ code: z.string(), name: z.string(), advice: z.string() })),
    emergency: z.array(z.object({ number: z.string(), words: z.string() })),
    /** Where an accusation goes today. */
    accuse: z.object({ title: z.string(), lines: z.array(z.string()), phone: z.string() }),
    unconfirmedAfterDays: z.int(),
    messageTemplates: z.array(z.object({ name: z.string(), templateId: z.string() })),
    /** Present in the demo only: the sandbox that plays WeChat and the SMS gateway. */
    sandboxUrl: z.string().nullable(),
  }),
  refusals: [],
});

export const getVillageHome = endpoint({
  method: "GET",
  path: "/villages/:villageId/home",
  summary: "A village's home page in one request.",
  access: { public: true, because: "The village in the open is the point of it all." },
  params: z.strictObject({ villageId: publicId }),
  body: empty,
  result: z.object({
    village: areaRef,
    township: areaRef,
    /** Public cases not yet over, those past their date, and those confirmed in the last 30 days. */
    counts: z.object({ open: z.int(), overdue: z.int(), confirmed30d: z.int() }),
    recent: z.array(caseSummary),
    mine: z.array(caseSummary),
    unreadMessages: z.int(),
  }),
  refusals: ["area.not_found"],
});
