declare module "../../kernel/journal/journal.ts" {
  interface JournalKinds {
    "account.created": "via";
    "account.village_chosen": never;
    /** A claim was approved: the account stands for a person on the roll now. */
    "account.placed": never;
    "account.phone_bound": never;
    "account.phone_released": never;
    "account.erased": never;
    "claim.erased": never;
    "claim.made": never;
    "claim.approved": never;
    "claim.refused": "reason";
    "session.opened": "via" | "device";
    /** A door that stays shut for a while after too many failures; not each wrong password. */
    "session.refused": "cause";
    "session.ended": "device";
    "staff.created": "name" | "username";
    "staff.setup_link_given": never;
    "staff.setup_finished": "kind";
    "staff.password_changed": never;
    "staff.locked": "reason";
    "staff.unlocked": "reason";
    "staff.sessions_revoked": never;
    "appointment.given": "role" | "startsOn" | "endsOn";
    "appointment.ended": "role" | "reason";
    "totp_reset.requested": "reason";
    "totp_reset.approved": never;
    "totp_reset.refused": never;
    "field_keys.changed": "table" | "column" | "rows";
  }
}
export {};
