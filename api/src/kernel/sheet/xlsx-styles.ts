import { readXml } from "./xlsx-xml.ts";
import { isDateFormat } from "./xlsx-dates.ts";

/** Tells whether the style of this number shows dates. */
export type IsDateStyle = (style: number) => boolean;

export const noDateStyles: IsDateStyle = () => false;

export async function readDateStyles(chunks: AsyncIterable<Buffer>): Promise<IsDateStyle> {
  const codes = new Map<number, string>();
  const formatIds: number[] = [];
  let isCellFormat = false;
  await readXml(chunks, {
    open: (name, { numFmtId = "0", formatCode = "" }) => {
      if (name === "numFmt") {
        codes.set(Number(numFmtId), formatCode);
      }
      if (name === "cellXfs") {
        isCellFormat = true;
      }
      if (name === "xf" && isCellFormat) {
        formatIds.push(Number(numFmtId));
      }
    },
    close: (name) => {
      if (name === "cellXfs") {
        isCellFormat = false;
      }
    },
  });

  const dates = formatIds.map((id) => isDateFormat(id, codes.get(id)));
  return (style) => dates[style] ?? false;
}
