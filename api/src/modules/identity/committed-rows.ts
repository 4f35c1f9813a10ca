import type { CommittedTable } from "../../kernel/journal/committed-rows.ts";

/**
 * What the record vouches for of people who log in. Keyed hashes are among it: who puts his own phone's hash into
 * somebody's account logs in as him.
 */
export const identityRows: readonly CommittedTable[] = [
  { subjectKind: "account", table: "accounts", key: "id" },
  { subjectKind: "claim", table: "claims", key: "id" },
  { subjectKind: "staff", table: "staff", key: "id" },
  { subjectKind: "staff", table: "appointments", key: "staff_id", order: ["id"], kinds: ["staff.created", "appointment.given", "appointment.ended"] },
  { subjectKind: "staff", table: "totp_resets", key: "staff_id", order: ["id"], kinds: ["totp_reset.requested", "totp_reset.approved", "totp_reset.refused"] },
];
