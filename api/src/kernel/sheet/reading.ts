import type { SheetLimits } from "./limits.ts";
import type { Pace } from "./pace.ts";
import type { OnSheetProblem } from "./sheet-refused.ts";

/** `line` is the line of the text file, or the row number in the workbook; rows without content are left out. */
export type SheetRow = { line: number; cells: string[] };

/** What the readers share: the limits, the listener, and the promise not to hold the event loop. */
export type SheetReading = { limits: SheetLimits; onProblem: OnSheetProblem; pace: Pace };
