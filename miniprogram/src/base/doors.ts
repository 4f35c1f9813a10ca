import type { CaseDoor } from "@cunqing/contract";

/** In the order they are offered. Spelt out here because the contract's own list would bring its schemas along. */
export const caseDoors = ["report", "suggest", "help"] as const satisfies readonly CaseDoor[];

export const isDoor = (value: unknown): value is CaseDoor => caseDoors.some((door) => door === value);
