/** What one table may cost us. CSV has no limit on its size because it is read in constant memory. */
export type SheetLimits = {
  cellChars: number;
  columns: number;
  xlsxFileBytes: number;
  /** Parts in the ZIP; a workbook with a photo in every row still stays far below. */
  zipEntries: number;
  /** All parts together, as the ZIP declares them. */
  unzippedBytes: number;
  /** Real sheets shrink 5 to 40 times; deflate can reach 1,000. */
  zipRatio: number;
  sharedStrings: number;
  sharedStringBytes: number;
};

const megabyte = 1024 * 1024;

export const sheetLimits: SheetLimits = {
  cellChars: 2000,
  columns: 200,
  xlsxFileBytes: 20 * megabyte,
  zipEntries: 2000,
  unzippedBytes: 512 * megabyte,
  zipRatio: 120,
  sharedStrings: 2_000_000,
  sharedStringBytes: 96 * megabyte,
};
