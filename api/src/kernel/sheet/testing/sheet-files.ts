import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSheet, type SheetFile, type SheetOptions, type SheetRow } from "../read-sheet.ts";
import { SheetRefused, type SheetProblem } from "../sheet-refused.ts";

/** A folder of its own for the files of one test file. */
export type SheetFolder = {
  put(name: string, content: string | Uint8Array | Iterable<string>): Promise<SheetFile>;
  remove(): Promise<void>;
};

export async function makeSheetFolder(): Promise<SheetFolder> {
  const folder = await mkdtemp(join(tmpdir(), "sheet-"));
  let count = 0;
  return {
    put: async (name, content) => {
      count += 1;
      const path = join(folder, String(count));
      await writeFile(path, content);
      return { path, name };
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

export type SheetOutcome = { rows: SheetRow[]; problems: SheetProblem[]; refused: SheetRefused | undefined };

/** Reads to the end or to the refusal. Any other error is a defect and fails the test. */
export async function outcomeOf(file: SheetFile, options: SheetOptions = {}): Promise<SheetOutcome> {
  const outcome: SheetOutcome = { rows: [], problems: [], refused: undefined };
  try {
    for await (const row of readSheet(file, { onProblem: (problem) => outcome.problems.push(problem), ...options })) {
      outcome.rows.push(row);
    }
  } catch (error) {
    if (!(error instanceof SheetRefused)) {
      throw error;
    }
    outcome.refused = error;
  }
  return outcome;
}
