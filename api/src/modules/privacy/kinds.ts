declare module "../../kernel/journal/journal.ts" {
  interface JournalKinds {
    "erasure.requested": "by" | "reason";
    "erasure.withdrawn": never;
    "erasure.approved": "reason";
    "erasure.refused": "reason";
    "erasure.done": never;
    "account.copied": never;
  }
}
export {};
