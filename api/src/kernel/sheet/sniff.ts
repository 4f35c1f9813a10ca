import { open, type FileHandle } from "node:fs/promises";
import { extname } from "node:path";
import { refused, type SheetRefusalCode } from "./sheet-refused.ts";

export type SheetFormat = "csv" | "xlsx";

/**
 * Decides by name and by the first bytes, and both must agree: a file that is one thing to us and another to the next
 * program is how harm travels.
 */
export async function sniffSheet(file: { path: string; name: string }): Promise<SheetFormat> {
  const handle = await open(file.path, "r");
  try {
    const head = await readHead(handle);
    if (head.length === 0) {
      throw refused("sheet.empty");
    }

    const suffix = extname(file.name).toLowerCase();
    const named = suffixes[suffix] ?? "sheet.not_a_table";
    if (head.startsWith(oleHead)) {
      throw refused(await judgeOle(handle));
    }
    if (named !== "csv" && named !== "xlsx") {
      throw refused(named);
    }

    const isZip = head.startsWith("PK\x03\x04") || head.startsWith(emptyZipHead);
    if (isZip !== (named === "xlsx")) {
      throw refused(isForeign(head) ? "sheet.not_a_table" : "sheet.name_mismatch");
    }
    if (named === "csv" && isForeign(head)) {
      throw refused("sheet.not_a_table");
    }
    return named;
  } finally {
    await handle.close();
  }
}

const suffixes: Readonly<Record<string, SheetFormat | SheetRefusalCode>> = {
  ".csv": "csv",
  ".tsv": "csv",
  ".txt": "csv",
  ".xlsx": "xlsx",
  ".xlsm": "sheet.macro",
  ".xltm": "sheet.macro",
  ".xlam": "sheet.macro",
  ".xls": "sheet.old_format",
  ".xlsb": "sheet.old_format",
  ".xlt": "sheet.old_format",
  ".et": "sheet.old_format",
  ".ett": "sheet.old_format",
  ".ods": "sheet.old_format",
};

// Compared as Latin-1, one character a byte.
const oleHead = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const emptyZipHead = "PK\x05\x06";
const foreignHeads = ["%PDF", "\x89PNG", "\xFF\xD8\xFF", "GIF8", "Rar!", "7z\xBC\xAF", "\x1F\x8B", "{\\rtf", "MZ", "\x7FELF"];

/** Many systems write a web page and call it .xls or .csv; read as text it would become a table of tags. */
function isForeign(head: string): boolean {
  if (foreignHeads.some((start) => head.startsWith(start))) {
    return true;
  }
  return /^(?:\xEF\xBB\xBF)?\s*<(?:!doctype|html|head|body|table|meta|style|\?xml|workbook)\b/i.test(head);
}

async function readHead(handle: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0);
  return buffer.subarray(0, bytesRead).toString("latin1");
}

/** An XLSX with a password is an OLE file that holds a stream of this name; the other OLE files are old .xls ones. */
async function judgeOle(handle: FileHandle): Promise<"sheet.encrypted" | "sheet.old_format"> {
  const wanted = Buffer.from("EncryptedPackage", "utf16le");
  const block = Buffer.alloc(256 * 1024);
  let position = 0;
  for (;;) {
    const { bytesRead } = await handle.read(block, 0, block.length, position);
    if (block.subarray(0, bytesRead).includes(wanted)) {
      return "sheet.encrypted";
    }
    if (bytesRead < block.length) {
      return "sheet.old_format";
    }
    position += bytesRead - wanted.length;
  }
}
