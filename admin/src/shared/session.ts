import type { Permission, ResultOf, getStaffSelf } from "@cunqing/contract";
import { createContext, useContext } from "react";

/** The member of staff at this desk. */
export type Who = ResultOf<typeof getStaffSelf>["staff"];

export const WhoContext = createContext<Who | null>(null);

export function useWho(): Who {
  const who = useContext(WhoContext);
  if (who === null) {
    throw new Error("useWho outside the signed-in part of the console");
  }
  return who;
}

/** Whether I hold a permission somewhere. Where exactly is the server's business: rows say it by their `may`. */
export function useHolds(permission: Permission): boolean {
  return useWho().permissions.includes(permission);
}
