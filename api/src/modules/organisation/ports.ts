import type { StaffActor } from "../../kernel/actor.ts";
import type { Deps } from "../../kernel/deps.ts";

/** Where an uploaded roll waits while it is read; adapters/storage answers it. */
export interface RollStorage {
  /** Moves a temporary file in. */
  adopt(key: string, path: string): Promise<void>;
  /** A path of this machine to stream from. */
  pathOf(key: string): string;
  remove(key: string): Promise<void>;
}

/** What organisation shows of staff and accounts. Identity stands on this module, so boot carries its answers here. */
export interface PeopleNames {
  staffNames(staffIds: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** Which of these people on a roll have an account of their own. */
  claimedPersonIds(personIds: readonly number[]): Promise<ReadonlySet<number>>;
}

/** A case for which somebody looks at a person's data. Cases stand on this module, so boot carries the answer here. */
export interface LookMatter {
  readonly publicId: string;
  readonly areaPath: string;
  /** A sealed matter: nobody but its reporter may learn of it. */
  readonly isSealed: boolean;
  /** The person on the roll who reported it, where that is known. */
  readonly reporterPersonId: number | null;
}

/** Undefined for a case that the actor may not see at work. */
export type FindMatter = (actor: StaffActor, caseId: string) => Promise<LookMatter | undefined>;

/** A table of another module that keeps an `area_path`, and the key of its rows: they follow when areas merge. */
export interface PlacedTable {
  readonly table: string;
  readonly key: string;
  /** The column that names the row's village, where there is one. */
  readonly villageColumn?: string;
}

export interface OrganisationDeps extends Deps {
  readonly storage: RollStorage;
  readonly peopleNames: PeopleNames;
  readonly findMatter: FindMatter;
  readonly placedTables: readonly PlacedTable[];
}
