/**
 * What of published things the law hides (trust.md 5). Whoever shows words or pictures of a subject asks here first;
 * boot plugs in the module where two people decide on it.
 */
export interface Withheld {
  /** The hidden parts of several subjects of one kind; a subject of which nothing is hidden is not among them. */
  of(subjectKind: string, subjectIds: readonly number[]): Promise<ReadonlyMap<number, HiddenParts>>;
  isPhotoHidden(photoId: string): Promise<boolean>;
}

export interface HiddenParts {
  /** The words with a note in place of what is hidden. `version` says which published version they are, if they are one. */
  cut(words: string, version?: number | null): string;
  hasPhoto(photoId: string): boolean;
  /** What a page says of what it does not show of a published version. */
  summary(words: string, version: number | null, photoIds: readonly string[]): HiddenSummary[];
}

export interface HiddenSummary {
  readonly part: "words" | "photo";
  readonly count: number;
  readonly ground: string;
  readonly source: string;
}

/** Words as they may be shown, where most things have nothing to hide. */
export const cutWords = (hidden: HiddenParts | undefined, words: string, version?: number | null): string =>
  hidden === undefined ? words : hidden.cut(words, version);
