import { holdsAt, type Actor } from "../../kernel/actor.ts";
import { isVillage, type Area } from "./area.ts";

/** Areas are public knowledge; what one may do with them is not. */
export const mayManage = (actor: Actor, area: Area): boolean => holdsAt(actor, "area.manage", area.path);

export const isOpen = (area: Area): boolean => area.closedAt === null;

/** Grids lie in villages and communities. */
export const canHoldGrids = (area: Area): boolean => isOpen(area) && isVillage(area);

/** Village into village, wherever in the county; grid into grid of the same village. Townships are not merged here. */
export function canMerge(from: Area, into: Area): boolean {
  if (from.id === into.id || !isOpen(from) || !isOpen(into)) {
    return false;
  }
  return isVillage(from) ? isVillage(into) : from.kind === "grid" && into.kind === "grid" && from.parentId === into.parentId;
}

/** "/1/5/20/" into "/1/5/21/" is "/1/5/21/20/": whoever holds a right over the target holds it over what came to it. */
export const mergedPath = (from: Area, into: Area): string => `${into.path}${from.id}/`;

/** A path after the move of one above it, or of itself. */
export const movedPath = (path: string, from: string, to: string): string => (path.startsWith(from) ? to + path.slice(from.length) : path);
