import { createHmac, timingSafeEqual } from "node:crypto";

const macBytes = 16;

/**
 * The right to one entry's receipt, in a form that needs no session and no table: the entry's id and a MAC over it.
 * Ids of plain entries are public, so the MAC is the whole secret; it is never logged.
 */
export interface Tickets {
  of(entryId: string): string;
  /** The entry that the ticket opens; null for whatever we have not made. Says nothing of whether the entry is there. */
  entryIdIn(ticket: string): string | null;
}

export function createTickets(tokenKey: Buffer): Tickets {
  const key = createHmac("sha256", tokenKey).update("receipt ticket v1").digest();
  const macOf = (entryId: string): Buffer => createHmac("sha256", key).update(entryId).digest().subarray(0, macBytes);
  return {
    of: (entryId) => `${entryId}.${macOf(entryId).toString("base64url")}`,
    entryIdIn(ticket) {
      const [, entryId = "", mac = ""] = shape.exec(ticket) ?? [];
      // A ticket of another shape is compared too, so that every wrong one takes the same way.
      const given = Buffer.alloc(macBytes);
      given.write(mac, "base64url");
      return timingSafeEqual(given, macOf(entryId)) && entryId !== "" ? entryId : null;
    },
  };
}

const shape = /^([\w-]{8,40})\.([\w-]{22})$/;
