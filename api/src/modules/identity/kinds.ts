declare module "../../kernel/journal/journal.ts" {
  interface JournalKinds {
    "account.created": never;
    "staff.created": "name" | "username";
    "appointment.given": "role" | "startsOn" | "endsOn";
  }
}
export {};
