import type { Sql } from "./sql.ts";

/** A villager's account, as the person whose data is meant. */
export interface DataOwner {
  readonly accountId: number;
  readonly publicId: string;
}

/**
 * Personal fields that a module owns (trust.md 5). A test looks through the schema and lets no column of words
 * pass that is neither declared like this nor listed as not personal.
 */
export interface PersonalData {
  readonly table: string;
  /** In a villager's words, such as 手机号. */
  readonly what: string;
  /** A class of the county's `privacy.json`: by consent, or by which law. */
  readonly retention: string;
  /** The columns, each with what stands there when the person is erased. */
  readonly columns: Readonly<Record<string, string | number | null>>;
  /** What erasing does: the row goes, its columns become blank, or the law keeps it. */
  readonly whenErased: "row_goes" | "columns_blank" | "kept";
  /** The person's rows: a condition over the table's own columns that walks an index. Without it they are nobody's in particular. */
  readonly rowsOf?: (owner: DataOwner) => Sql;
  /** Kept of everybody alike, and closed, so that nobody counts it by person: the network log. */
  readonly isOfEverybody?: true;
  /** The account that a row of the table belongs to, or NULL: for backups, which close each person's data with a key of his own. */
  readonly ownerOfRow?: Sql;
  /** Erases a batch with its entries, and says whether something may be left. Without it the rows go in batches, no entry told. */
  readonly erase?: (owner: DataOwner) => Promise<boolean>;
  /** Throws a batch away whose time is over, and says whether something may be left. */
  readonly expire?: (before: number) => Promise<boolean>;
}

/** A part of the copy that a person may take along (个人信息保护法第四十五条). */
export interface CopyPart {
  /** Such as 我的诉求, and its name in the machine-readable file. */
  readonly title: string;
  readonly key: string;
  /** Fields in the order of reading, each with its words. */
  readonly fields: Readonly<Record<string, string>>;
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
  /** Stored bytes that belong to the part, under the names they get. */
  readonly files?: readonly { readonly name: string; readonly storageKey: string }[];
}

export type CopyOf = (owner: DataOwner) => Promise<readonly CopyPart[]>;
