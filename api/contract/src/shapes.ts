import * as z from "zod";
import { limits, phonePattern } from "./limits.ts";

/** A public id: random, opens nothing by itself. */
export const publicId = z.string().regex(/^[A-Za-z0-9_-]{8,40}$/, "编号不对");
/** Milliseconds since 1970, UTC. */
export const moment = z.int();
export const empty = z.strictObject({});
export const done = z.object({ done: z.literal(true) });

/** The answer of a download endpoint; only the bytes leave, under the name. */
export const downloadFile = z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) });

export const cursor = z.string().max(200).optional();
export const pageSize = z.coerce.number().int().min(1).max(limits.pageSizeMax).optional();
export const pageQuery = { cursor, size: pageSize };

/** A page of rows; `next` is the cursor of the page after, null at the end. There is no total. */
export function pageOf<S extends z.ZodType>(row: S) {
  return z.object({ rows: z.array(row), next: z.string().nullable() });
}

export const phone = z.string().regex(phonePattern, "请填 11 位手机号");
export const reason = z.string().trim().min(limits.reasonMin, "请写明原因").max(limits.reasonMax, "原因太长");
export const search = z.string().trim().min(1).max(limits.searchMax).optional();
/** A day in Shanghai, YYYY-MM-DD. */
export const day = z.iso.date("日期不对");

export const areaKinds = ["county", "township", "village", "community", "grid"] as const;
export type AreaKind = (typeof areaKinds)[number];

export const areaRef = z.object({ id: publicId, name: z.string(), kind: z.enum(areaKinds) });
export const personRef = z.object({ id: publicId, name: z.string() });

export const photo = z.object({ id: publicId, url: z.string(), thumbnailUrl: z.string() });
export const voice = z.object({ id: publicId, url: z.string(), seconds: z.int() });
