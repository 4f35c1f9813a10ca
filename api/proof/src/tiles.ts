import { concatBytes } from "./bytes.ts";

/** A tile holds up to 256 hashes of one level, or an entry bundle up to 256 entries (C2SP tlog-tiles). */
export const tileWidth = 256;
/** Level 6 would begin at 2^48 leaves; the specification ends at 5. */
const deepestLevel = 5;

export interface TilePlace {
  readonly level: number;
  readonly index: number;
  /** 256 for a full tile. */
  readonly width: number;
}

export interface BundlePlace {
  readonly index: number;
  readonly width: number;
}

export const tilePath = (level: number, index: number, width = tileWidth): string => `tile/${level}/${indexPath(index)}${partOf(width)}`;

export const entriesPath = (index: number, width = tileWidth): string => `tile/entries/${indexPath(index)}${partOf(width)}`;

/** Null unless the path is exactly what `tilePath` writes. */
export function parseTilePath(path: string): TilePlace | null {
  const [, level, rest] = /^tile\/([0-5])\/(.+)$/.exec(path) ?? [];
  const place = rest === undefined ? null : parsePlace(rest);
  return place && level !== undefined && Number(level) <= deepestLevel ? { level: Number(level), ...place } : null;
}

/** Null unless the path is exactly what `entriesPath` writes. */
export function parseEntriesPath(path: string): BundlePlace | null {
  const [, rest] = /^tile\/entries\/(.+)$/.exec(path) ?? [];
  return rest === undefined ? null : parsePlace(rest);
}

/** Each entry behind its length in two bytes, the greater first. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > 0xffff) {
        throw new RangeError(`An entry of ${entry.length} bytes does not fit into a bundle.`);
      }
      return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry];
    }),
  );
}

/** Null when the bytes end within an entry. */
export function parseBundle(bytes: Uint8Array): Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const high = bytes[at] ?? 0;
    const low = bytes[at + 1];
    const end = at + 2 + high * 256 + (low ?? 0);
    if (low === undefined || end > bytes.length) {
      return null;
    }
    entries.push(bytes.slice(at + 2, end));
    at = end;
  }
  return entries;
}

// 1234067 is x001/x234/067.
function indexPath(index: number): string {
  let path = String(index % 1000).padStart(3, "0");
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, "0")}/${path}`;
  }
  return path;
}

const partOf = (width: number): string => (width === tileWidth ? "" : `.p/${width}`);

function parsePlace(text: string): BundlePlace | null {
  const [, groups, width] = /^((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(text) ?? [];
  if (groups === undefined) {
    return null;
  }
  const index = Number(groups.replace(/[x/]/g, ""));
  const place = { index, width: width === undefined ? tileWidth : Number(width) };
  const isWritten = Number.isSafeInteger(index) && text === `${indexPath(index)}${partOf(place.width)}`;
  return isWritten && place.width <= tileWidth ? place : null;
}
