import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { Entry, ZipFile } from "yauzl";
import { openZip } from "../../../kernel/sheet/zip-reader.ts";
import type { DossierParts } from "./check-dossier.ts";
import { isEvidence } from "./dossier-shape.ts";

const partsMax = 20_000;
/** Texts are kept whole, pictures are only hashed. */
const textBytesMax = 64 * 1024 * 1024;

/** Reads an archive from disk. It comes from a stranger: its sizes are not believed, and nothing is unpacked. */
export async function readDossier(path: string): Promise<DossierParts> {
  const handle = await open(path, "r");
  try {
    const zip = await openZip(handle, (await handle.stat()).size);
    const texts = new Map<string, Uint8Array>();
    const hashes = new Map<string, string>();
    let kept = 0;
    for await (const entry of entriesOf(zip)) {
      if (hashes.size === partsMax || hashes.has(entry.fileName)) {
        throw new Error(`not a dossier: ${hashes.size === partsMax ? "too many parts" : `${entry.fileName} stands in it twice`}`);
      }
      const hash = createHash("sha256");
      const chunks: Buffer[] = [];
      for await (const chunk of await streamOf(zip, entry)) {
        const bytes = chunk as Buffer;
        hash.update(bytes);
        if (!isEvidence(entry.fileName)) {
          kept += bytes.length;
          chunks.push(bytes);
        }
        if (kept > textBytesMax) {
          throw new Error("not a dossier: its texts are too large");
        }
      }
      hashes.set(entry.fileName, hash.digest("hex"));
      if (!isEvidence(entry.fileName)) {
        texts.set(entry.fileName, Buffer.concat(chunks));
      }
    }
    return { texts, hashes };
  } finally {
    await handle.close();
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (let entry = await nextEntry(zip); entry; entry = await nextEntry(zip)) {
    yield entry;
  }
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const onEntry = (entry: Entry): void => settle(() => resolve(entry));
    const onEnd = (): void => settle(() => resolve(undefined));
    const onError = (error: Error): void => settle(() => reject(error));
    const settle = (done: () => void): void => {
      zip.off("entry", onEntry).off("end", onEnd).off("error", onError);
      done();
    };
    zip.once("entry", onEntry).once("end", onEnd).once("error", onError);
    zip.readEntry();
  });
}

function streamOf(zip: ZipFile, entry: Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}
