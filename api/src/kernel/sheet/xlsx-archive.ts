import { open } from "node:fs/promises";
import { crc32, createInflateRaw } from "node:zlib";
import { pipeline, type Readable } from "node:stream";
import type { Entry, ZipFile } from "yauzl";
import type { SheetLimits } from "./limits.ts";
import { refused, SheetRefused, type SheetRefusalCode } from "./sheet-refused.ts";
import { openZip } from "./zip-reader.ts";

/** The parts of a workbook. Names are compared without case, as the package format says. */
export type Archive = {
  has(name: string): boolean;
  read(name: string): AsyncGenerator<Buffer>;
  /** For the parts that describe the workbook, which are kept whole once read. */
  readSmall(name: string): AsyncGenerator<Buffer>;
  close(): Promise<void>;
};

/** Opens the ZIP and refuses what no spreadsheet program writes, before a byte of it is unpacked. */
export async function openArchive(path: string, limits: SheetLimits): Promise<Archive> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    if (size > limits.xlsxFileBytes) {
      throw refused("sheet.too_large", { limit: ` ${Math.floor(limits.xlsxFileBytes / 1024 / 1024)} MB` });
    }
    const zip = await openZip(handle, size);
    if (zip.entryCount > limits.zipEntries) {
      throw refused("sheet.bomb");
    }
    const entries = await listEntries(zip, size, limits);
    return {
      has: (name) => entries.has(name.toLowerCase()),
      read: (name) => readEntry(zip, entries.get(name.toLowerCase()), limits),
      readSmall: (name) => readEntry(zip, entries.get(name.toLowerCase()), { ...limits, unzippedBytes: smallPartBytes }),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw damageOf(error);
  }
}

function listEntries(zip: ZipFile, fileBytes: number, limits: SheetLimits): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  const total = { packed: 0, unpacked: 0 };
  return new Promise((resolve, reject) => {
    zip.on("error", reject);
    zip.on("end", () => {
      resolve(entries);
    });
    zip.on("entry", (entry: Entry) => {
      const name = entry.fileName.toLowerCase();
      total.packed += entry.compressedSize;
      total.unpacked += entry.uncompressedSize;
      const faultCode = faultOf(entry, entries.has(name), total, fileBytes, limits);
      if (faultCode !== undefined) {
        reject(refused(faultCode));
        return;
      }
      entries.set(name, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

type Total = { packed: number; unpacked: number };

function faultOf(
  entry: Entry,
  isTwice: boolean,
  total: Total,
  fileBytes: number,
  limits: SheetLimits,
): SheetRefusalCode | undefined {
  if (entry.isEncrypted()) {
    return "sheet.encrypted";
  }
  if (/(?:^|\/)vbaProject[^/]*\.bin$/i.test(entry.fileName)) {
    return "sheet.macro";
  }
  // Two parts of one name, or parts that lie over each other, are read differently by different programs.
  if (isTwice) {
    return "sheet.unsafe";
  }
  if (total.packed > fileBytes || total.unpacked > limits.unzippedBytes) {
    return "sheet.bomb";
  }
  return undefined;
}

async function* readEntry(zip: ZipFile, entry: Entry | undefined, limits: SheetLimits): AsyncGenerator<Buffer> {
  if (entry === undefined) {
    throw refused("sheet.damaged");
  }
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw refused("sheet.damaged");
  }
  if (entry.uncompressedSize > limits.unzippedBytes) {
    throw refused("sheet.bomb");
  }
  if (entry.uncompressedSize > harmlessBytes && entry.uncompressedSize > entry.compressedSize * limits.zipRatio) {
    throw refused("sheet.bomb");
  }

  let size = 0;
  let checksum = 0;
  try {
    for await (const chunk of unpack(await openEntry(zip, entry), entry)) {
      size += chunk.length;
      // The declared size was judged above, so a part may not be larger than it said.
      if (size > entry.uncompressedSize) {
        throw refused("sheet.bomb");
      }
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    throw damageOf(error);
  }
  if (size !== entry.uncompressedSize || checksum !== entry.crc32) {
    throw refused("sheet.damaged");
  }
}

/** Small enough that parsing one stays far below what another request would notice. */
const chunkBytes = 8 * 1024;

const smallPartBytes = 16 * 1024 * 1024;

/** Below this a part cannot hurt, and a sheet of repeated lines may shrink to almost nothing. */
const harmlessBytes = 4 * 1024 * 1024;

function unpack(packed: Readable, entry: Entry): AsyncIterable<Buffer> {
  // Errors reach the reader through the inflater, which the pipeline destroys with them.
  return entry.compressionMethod === 8
    ? pipeline(packed, createInflateRaw({ chunkSize: chunkBytes }), () => undefined)
    : packed;
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  const isPacked = entry.compressionMethod === 8;
  return new Promise((resolve, reject) => {
    // We inflate ourselves: the library's own inflater cannot be torn down when a reader leaves early.
    zip.openReadStream(
      entry,
      { decompress: isPacked ? false : null, decrypt: null, start: null, end: null },
      (error, stream) => {
        if (error) {
          reject(error);
        } else {
          resolve(stream);
        }
      },
    );
  });
}

/** What zlib and yauzl say of a file is about the file; an error of the system (a disk that fails) is our defect. */
function damageOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof SheetRefused) {
    return error;
  }
  const isOfSystem = "syscall" in error || error instanceof TypeError;
  return isOfSystem ? error : refused("sheet.damaged");
}
