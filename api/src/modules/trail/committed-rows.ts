import type { CommittedTable } from "../../kernel/journal/committed-rows.ts";

/** Checks of the record: their outcome is worth as much as the record. */
export const trailRows: readonly CommittedTable[] = [{ subjectKind: "trail_verification", table: "trail_verifications", key: "id" }];
