import { deflateSync } from "node:zlib";
import { flow, pageSize, type Block } from "./page-flow.ts";

export interface PdfOrder {
  readonly title: string;
  /** Stands on every page beside its number. */
  readonly footer: string;
  readonly blocks: readonly Block[];
}

/**
 * A plain printable PDF of Chinese text. No font is embedded: every viewer and printer has a Song face for the
 * named one, and a font of ours would weigh more than the rest of the dossier. The same blocks give the same bytes.
 */
export function writePdf({ title, footer, blocks }: PdfOrder): Buffer {
  const contents = flow(blocks, footer);
  const pageIds = contents.map((_, index) => firstPage + index * 2);
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>",
    `<< /Type /Pages /Count ${pageIds.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(" ")}] >>`,
    `<< /Title <feff${Buffer.from(title, "utf16le").swap16().toString("hex")}> >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H /DescendantFonts [7 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor 8 0 R >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
  ];
  const parts = objects.map((body) => Buffer.from(body, "latin1"));
  for (const [index, content] of contents.entries()) {
    const stream = deflateSync(Buffer.from(content, "latin1"));
    parts.push(
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${pageSize.width} ${pageSize.height}] /Contents ${firstPage + index * 2 + 1} 0 R ` +
          "/Resources << /Font << /F1 4 0 R /F2 5 0 R /F3 6 0 R >> >> >>",
        "latin1",
      ),
      Buffer.concat([Buffer.from(`<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n`, "latin1"), stream, Buffer.from("\nendstream", "latin1")]),
    );
  }
  return assemble(parts);
}

const firstPage = 9;

/** Objects one after another, then the table of where each begins. */
function assemble(parts: readonly Buffer[]): Buffer {
  const chunks: Buffer[] = [Buffer.from("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", "latin1")];
  let length = chunks[0]?.length ?? 0;
  const offsets: number[] = [];
  for (const [index, part] of parts.entries()) {
    offsets.push(length);
    const object = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`, "latin1"), part, Buffer.from("\nendobj\n", "latin1")]);
    chunks.push(object);
    length += object.length;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const count = parts.length + 1;
  chunks.push(Buffer.from(`xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R /Info 3 0 R >>\nstartxref\n${length}\n%%EOF\n`, "latin1"));
  return Buffer.concat(chunks);
}
