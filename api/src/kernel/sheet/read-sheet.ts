import { readCsv } from "./csv-rows.ts";
import { sheetLimits, type SheetLimits } from "./limits.ts";
import { startPace } from "./pace.ts";
import type { SheetReading, SheetRow } from "./reading.ts";
import { refused, refuseOnProblem, type OnSheetProblem } from "./sheet-refused.ts";
import { sniffSheet } from "./sniff.ts";
import { readXlsx } from "./xlsx-rows.ts";

export type { SheetRow };

export type SheetFile = { path: string; name: string };

export type SheetOptions = {
  /** Called before the row it concerns, or at the end for merged cells. Without it a problem refuses the table. */
  onProblem?: OnSheetProblem;
  limits?: Partial<SheetLimits>;
};

/**
 * Yields the rows of a CSV or XLSX file, header first, in constant memory. `SheetRefused` may come after rows were
 * yielded, so a caller stages what it reads and throws it away on refusal.
 */
export async function* readSheet(file: SheetFile, options: SheetOptions = {}): AsyncGenerator<SheetRow> {
  const reading: SheetReading = {
    limits: { ...sheetLimits, ...options.limits },
    onProblem: options.onProblem ?? refuseOnProblem,
    pace: startPace(),
  };
  const format = await sniffSheet(file);
  const rows = format === "csv" ? readCsv(file.path, reading) : readXlsx(file.path, reading);

  let isEmpty = true;
  for await (const row of rows) {
    isEmpty = false;
    yield row;
    if (reading.pace.isDue()) {
      await reading.pace.rest();
    }
  }
  if (isEmpty) {
    throw refused("sheet.empty");
  }
}
