import { refuseUnless } from "../../../kernel/refusal.ts";
import { storedContentsOf, type FilesDeps, type StoredContent } from "../../files/index.ts";
import type { Subject } from "../../../kernel/journal/journal.ts";
import type { HiddenParts } from "../../../kernel/withheld.ts";
import type { DossierFile } from "./dossier-shape.ts";
import type { ZipPart } from "./write-zip.ts";

/** All pictures together: a dossier is answered from memory, and two are made at once on a small machine. */
const evidenceBytesMax = 32 * 1024 * 1024;

export interface ChosenFiles {
  readonly files: readonly DossierFile[];
  readonly parts: readonly ZipPart[];
  readonly leftOut: readonly DossierFile[];
}

/** The photos and recordings of a case as they are stored: those that fit and are not withheld; the others are only named. */
export async function chooseFiles(deps: FilesDeps, subject: Subject, hidden: HiddenParts | undefined): Promise<ChosenFiles> {
  const chosen: { file: DossierFile; part: ZipPart }[] = [];
  const leftOut: DossierFile[] = [];
  let total = 0;
  for (const [index, stored] of (await storedContentsOf(deps.db, subject.kind, subject.id)).entries()) {
    const file = { name: nameOf(stored, index + 1), sha256: stored.contentHash, byteCount: stored.byteCount };
    const fits = total + stored.byteCount <= evidenceBytesMax && hidden?.hasPhoto(stored.publicId) !== true;
    if (fits && (await isStored(deps, stored))) {
      total += stored.byteCount;
      chosen.push({ file, part: { name: file.name, open: () => open(deps, stored) } });
    } else {
      leftOut.push(file);
    }
  }
  return { files: chosen.map(({ file }) => file), parts: chosen.map(({ part }) => part), leftOut };
}

const endings: Readonly<Record<string, string>> = { "image/jpeg": "jpg", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/wav": "wav" };

function nameOf({ kind, purpose, publicId, mime }: StoredContent, number: number): string {
  return `${kind === "photo" ? "photos" : "voice"}/${number}-${purpose}-${publicId}.${endings[mime] ?? "bin"}`;
}

async function isStored({ storage }: FilesDeps, { key }: StoredContent): Promise<boolean> {
  const found = await storage.open(key);
  found?.stream.destroy();
  return found !== undefined;
}

async function open({ storage }: FilesDeps, { key }: StoredContent) {
  const found = await storage.open(key);
  refuseUnless(found, "case.not_found");
  return found.stream;
}
