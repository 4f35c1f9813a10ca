import * as z from "zod";
import { permissionCodes } from "./permissions.ts";

/** Kinds of ground on which a role can be held or a case can stand. */
export const areaKinds = ["county", "township", "village", "community", "grid"] as const;
/** Who normally deals with a category. */
export const levels = ["village", "township", "county"] as const;
export const doors = ["report", "suggest", "help"] as const;
export const grades = ["very_satisfied", "satisfied", "dissatisfied", "very_dissatisfied"] as const;

const code = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, "a code is small letters, digits and _");
const words = z.string().min(1).max(200);
const dayCount = z.int().min(1).max(400);
const tag = z.string().min(1).max(20);
const date = z.iso.date();

export const placeSchema = z.strictObject({
  /** The division's six digits, as on identity cards and in the areas' file. */
  code: z.string().regex(/^\d{6}$/),
  name: words,
  city: words,
  /** CSV of areas, seen from the project's root. */
  areasFile: words,
  /** A point outside is refused. */
  bounds: z.strictObject({ system: z.literal("GCJ-02"), west: z.number(), east: z.number(), south: z.number(), north: z.number() }),
  /** Silence for so many days after `done` makes a case unconfirmed. */
  unconfirmedAfterDays: dayCount,
  /** A late answer of the reporter still counts for so long after that; then the case is closed. */
  lateAnswerDays: dayCount,
  /** How long a public notice stays open for objections; 15 is the least the law allows for village affairs. */
  objectionDays: z.int().min(15).max(400),
  /** A phone number unused for so long may belong to somebody else by now: it takes a second fact to log in. */
  phoneIdleDays: dayCount,
  words: z.strictObject({
    product: words,
    console: words,
    slogan: words,
    doors: z.array(z.strictObject({ code: z.enum(doors), name: words, hint: words })).length(doors.length),
    accuse: z.strictObject({ title: words, lines: z.array(words).min(1), phone: z.string().regex(/^\d{3,12}$/) }),
    emergency: z.array(z.strictObject({ number: z.string().regex(/^\d{3,5}$/), words })).min(1),
  }),
});

export const categoriesSchema = z.array(
  z.strictObject({
    code, name: words, hint: words, icon: code,
    level: z.enum(levels),
    /** Which preset of clocks.json runs. */
    clock: code,
    doors: z.array(z.enum(doors)).min(1),
    afterPhoto: z.enum(["required", "optional", "none"]),
    /** Private from the start, and shown to nobody but those who handle it. */
    sealed: z.boolean(),
    /** The page says 110, 119 or 120 first. */
    emergencyHint: z.boolean(),
  }),
);

export const clocksSchema = z.strictObject({
  presets: z.array(
    z.strictObject({ code, name: words, acceptWorkingDays: dayCount, assignWorkingDays: dayCount, wholeWorkingDays: dayCount, source: words }),
  ),
  returns: z.strictObject({ requestWorkingDays: dayCount, timesAllowed: z.int().min(0).max(9), source: words }),
  overdue: z.strictObject({ remindBeforeWorkingDays: dayCount, supervisorAfterWorkingDays: dayCount, nextLevelAfterWorkingDays: dayCount, source: words }),
  /** Clocks that a law sets; each starts at its own article's event. */
  legal: z.array(z.strictObject({ code, name: words, count: dayCount, unit: z.enum(["day", "working_day"]), from: words, source: words })),
});

export const declineReasonsSchema = z.array(z.strictObject({ code, name: words, advice: words }));

export const gradesSchema = z.strictObject({
  grades: z.array(z.strictObject({ code: z.enum(grades), name: words, confirms: z.boolean(), tags: z.array(tag).min(1) })).length(grades.length),
  disputeTags: z.array(tag).min(1),
});

/** A C2SP signed-note verifier key: name, eight hex digits of its id, base64 of algorithm and key. */
const verifierKey = z.string().regex(/^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44,}={0,2}$/, "a verifier key is name+id+base64");

export const trailSchema = z.strictObject({
  /** What stands in the first line of every checkpoint; never changes. */
  origin: z.string().regex(/^[^\s+]+$/),
  /** The log's public keys, the present one first; old ones stay good for heads up to the largest size they ever signed. */
  logKeys: z.array(z.strictObject({ vkey: verifierKey, note: words, untilSize: z.int().min(0).optional() })).min(1),
  /** Who cosigns checkpoints; `isOutside`: not in the office that runs the log. */
  witnesses: z.array(z.strictObject({ name: words, vkey: verifierKey, isOutside: z.boolean() })),
  /** Within how many seconds a promise holds that the entry is in the record. */
  promiseSeconds: z.int().min(10).max(600),
  /** Leaves of the one sealed form go out in batches at random moments, whether anything waits or not (trust.md 3). */
  cover: z.strictObject({ gapSecondsMin: z.int().min(1).max(60), gapSecondsMax: z.int().min(2).max(120), batchMax: z.int().min(1).max(64) }),
});

/** What the law lets become of personal data (trust.md 5); every module names a class for each field it owns. */
export const privacySchema = z.strictObject({
  retention: z
    .array(
      z.discriminatedUnion("ground", [
        z.strictObject({
          code, name: words,
          /** Collected by consent: goes with the account. */
          ground: z.literal("consent"),
          /** Goes by itself after so many days; null: with the account only. */
          days: z.int().min(1).nullable(),
        }),
        z.strictObject({
          code, name: words,
          /** Kept under restriction because a law demands it. */
          ground: z.literal("law"),
          law: words,
          article: words,
          /** Goes by itself so many days after the erasure; null: the law names no end. */
          days: z.int().min(1).nullable(),
        }),
      ]),
    )
    .min(1),
  /** On which a part of something published may be hidden; the name stands in the place of what is hidden. */
  withholdingGrounds: z.array(z.strictObject({ code, name: tag, source: words })).min(1),
  /** How long addresses are kept; the law wants six months at least (网络安全法第二十三条). */
  securityLogDays: z.int().min(183).max(400),
});

const within = z.enum(["same_area", "anywhere"]);

export const rolesSchema = z.strictObject({
  roles: z.array(
    z.strictObject({
      code, name: words, duty: words,
      areaKinds: z.array(z.enum(areaKinds)).min(1),
      permissions: z.array(z.enum(permissionCodes)),
      /** Held by somebody who holds no other role: who watches or runs the system has no hand in it. */
      alone: z.boolean(),
      term: z.strictObject({ years: z.int().min(1).max(10), source: words }).nullable(),
    }),
  ),
  /** Pairs that one person may not hold. */
  incompatible: z.array(z.strictObject({ roles: z.tuple([code, code]), within, source: words })),
  /** Close relatives may not hold a role of `roles` and one of `otherRoles`. */
  relativesRule: z.array(
    z.strictObject({ code, roles: z.array(code).min(1), otherRoles: z.array(code).min(1), within, relations: z.array(words).min(1), article: words }),
  ),
});

export const holidaysSchema = z.array(
  z.strictObject({
    year: z.int().min(2000).max(2100),
    notice: words,
    number: words.nullable(),
    publishedOn: date,
    /** Later notices that changed this year; their days are already in the lists. */
    amendedBy: z.array(words),
    holidays: z.array(z.strictObject({ name: words, from: date, to: date })).min(1),
    /** Days of a weekend that are worked (调休). */
    workdays: z.array(date),
  }),
);

export type Permission = (typeof permissionCodes)[number];
export type AreaKind = (typeof areaKinds)[number];
export type Category = z.output<typeof categoriesSchema>[number];
export type ClockPreset = z.output<typeof clocksSchema>["presets"][number];
export type DeclineReason = z.output<typeof declineReasonsSchema>[number];
export type Grade = z.output<typeof gradesSchema>["grades"][number];
export type Role = z.output<typeof rolesSchema>["roles"][number];
export type RelativesRule = z.output<typeof rolesSchema>["relativesRule"][number];
export type RetentionClass = z.output<typeof privacySchema>["retention"][number];
export type Trail = z.output<typeof trailSchema>;
export type HolidayYear = z.output<typeof holidaysSchema>[number];
