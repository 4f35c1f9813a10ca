import type { Deps } from "../../../kernel/deps.ts";
import { lockPublishedCase, namesOfCases } from "../../cases/index.ts";

/** Something published, as far as a part of it may be hidden. */
export interface Published {
  readonly id: number;
  readonly publicId: string;
  readonly villageId: number;
  readonly areaPath: string;
  readonly version: number;
  readonly words: string;
  readonly photoIds: readonly string[];
}

/** What a kind of published things must tell before parts of it may be withheld. */
export interface Withholdable {
  /** Locks it for the rest of the transaction; undefined when it is not published. */
  lock(deps: Deps, publicId: string): Promise<Published | undefined>;
  names(deps: Deps, ids: readonly number[]): Promise<ReadonlyMap<number, { readonly publicId: string; readonly title: string }>>;
}

/** Every kind of which parts can be withheld. */
export const withholdables = {
  case: { lock: lockPublishedCase, names: namesOfCases },
} as const satisfies Readonly<Record<string, Withholdable>>;

export type WithholdableKind = keyof typeof withholdables;
