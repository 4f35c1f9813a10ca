import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { day, done, empty, moment, pageOf, pageQuery, publicId, reason } from "./shapes.ts";

export const listLooksAtMe = endpoint({
  method: "GET",
  path: "/me/looks",
  summary: "Who looked at my data, when and why, newest first. Looks made under a sealed matter come when the desk releases them.",
  access: { session: "villager" },
  params: z.strictObject({ ...pageQuery }),
  body: empty,
  result: pageOf(
    z.object({
      id: publicId,
      at: moment,
      /** The person by name, for who looks answers for it. */
      who: z.string(),
      role: z.string().nullable(),
      what: z.string(),
      why: z.string().nullable(),
    }),
  ),
  refusals: [],
});

export const listWithheldLooks = endpoint({
  method: "GET",
  path: "/looks/withheld",
  summary: "Looks that are kept from the persons looked at, because of a sealed matter. The data-protection officer sees that they exist.",
  access: { permission: "look.read_withheld" },
  params: z.strictObject({ ...pageQuery }),
  body: empty,
  /** `mayRelease` only for the desk whose matter it is; the person looked at is named to nobody here. */
  result: pageOf(z.object({ id: publicId, at: moment, who: z.string(), role: z.string().nullable(), what: z.string(), mayRelease: z.boolean() })),
  refusals: [],
});

export const releaseLook = endpoint({
  method: "POST",
  path: "/looks/:lookId/release",
  summary: "The desk lets the person know of a look that a sealed matter kept back.",
  access: { permission: "look.release" },
  params: z.strictObject({ lookId: publicId }),
  body: z.strictObject({ reason }),
  result: done,
  refusals: ["look.not_found"],
});

export const readSecurityLog = endpoint({
  method: "POST",
  path: "/security-log/read",
  summary: "Reads the encrypted log of addresses, kept six months (网络安全法第二十三条). Every look is an entry, made before the answer.",
  access: { permission: "security_log.read" },
  params: empty,
  body: z.strictObject({ reason, from: moment, to: moment, address: z.string().trim().min(2).max(45).optional(), cursor: z.string().max(200).optional() }),
  ratePerMinute: 30,
  result: pageOf(z.object({ at: moment, address: z.string(), request: z.string(), status: z.int() })),
  refusals: ["security_log.span_too_long"],
});

export const securityLogDays = endpoint({
  method: "GET",
  path: "/security-log/days",
  summary: "From which day to which the security log reaches.",
  access: { permission: "security_log.read" },
  params: empty,
  body: empty,
  result: z.object({ from: day.nullable(), to: day.nullable(), keptDays: z.int() }),
  refusals: [],
});
