/** Where each kind lies. The name is the file's public id, so that a sweep finds its row by an index. */
const folders = { photo: "photos", voice: "voices", thumbnail: "thumbnails" } as const;

export const sweptFolders: readonly string[] = Object.values(folders);

export const storageKey = (kind: "photo" | "voice", publicId: string): string => `${folders[kind]}/${publicId}`;
export const thumbnailKey = (publicId: string): string => `${folders.thumbnail}/${publicId}`;

/** The public id in a key; undefined for what was left half-written and belongs to nobody. */
export function publicIdIn(key: string): string | undefined {
  return /^[a-z]+\/([\w-]+)$/.exec(key)?.[1];
}
