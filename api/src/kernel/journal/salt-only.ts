import { actorField } from "./actor-commitment.ts";
import { isRowField } from "./committed-rows.ts";

/** Whether a detail keeps a salt and no value (a row's, the actor's), and so is nothing to show or to hand out. */
export const isSaltOnly = (field: string): boolean => field === actorField || isRowField(field);
