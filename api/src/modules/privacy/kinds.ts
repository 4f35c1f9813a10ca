declare module "../../kernel/journal/journal.ts" {
  interface JournalKinds {
    "erasure.requested": "by" | "reason";
    /** An officer read what there is about the person. */
    "erasure.plan_viewed": never;
    "erasure.withdrawn": never;
    /** `isAlone`: by who had entered it himself, in a county with one officer. */
    "erasure.approved": "reason" | "isAlone";
    "erasure.refused": "reason" | "isAlone";
    "erasure.done": never;
    /** The time of keeping it is over: the words of a decided request are gone. */
    "erasure.emptied": never;
    "account.copied": never;
    "look.released": "reason";
    "security_log.read": "reason" | "from" | "to" | "isFiltered";
    /** `of`: the public id of what was published. */
    "withholding.proposed": "of" | "part" | "ground" | "reason";
    "withholding.approved": "reason";
    "withholding.refused": "reason";
    "withholding.lifted": "reason";
  }
}
export {};
