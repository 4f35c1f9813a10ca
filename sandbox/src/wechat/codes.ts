import { randomBytes } from "node:crypto";
import { BoundedMap } from "../bounded.ts";

export type Codes = ReturnType<typeof createCodes>;

export type SpentCode = { outcome: "ok"; personId: string } | { outcome: "unknown" } | { outcome: "used" };

export const codeLifeMs = 5 * 60_000;
const maxCodes = 5000;

/** Codes that work once and for five minutes. Login codes and phone codes are two separate sets, as with WeChat. */
export function createCodes(clock: () => number) {
  const issued = new BoundedMap<{ personId: string; endsAt: number; isUsed: boolean }>(maxCodes);

  return {
    issue(personId: string): string {
      const code = randomBytes(24).toString("base64url");
      issued.set(code, { personId, endsAt: clock() + codeLifeMs, isUsed: false });
      return code;
    },

    spend(code: string): SpentCode {
      const found = issued.get(code);
      if (found === undefined || clock() >= found.endsAt) {
        return { outcome: "unknown" };
      }
      if (found.isUsed) {
        return { outcome: "used" };
      }
      found.isUsed = true;
      return { outcome: "ok", personId: found.personId };
    },
  };
}
