/** A cell of a date is a number of days; only its format says that it is a date. */

/** Built-in formats that show a day, with those the Chinese and Japanese versions add. */
const builtInDates = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

export function isDateFormat(id: number, code: string | undefined): boolean {
  return code === undefined ? builtInDates.has(id) : showsDay(code);
}

/** The day as YYYY-MM-DD, or undefined for a number that is no day on any calendar. */
export function dayOfSerial(serial: number, countsFrom1904: boolean): string | undefined {
  const day = Math.floor(serial);
  if (countsFrom1904) {
    return isoDay(Date.UTC(1904, 0, 1), day, serial);
  }
  // Day 60 is 29 February 1900, which never was: an old mistake every spreadsheet program keeps for the others' sake.
  if (day === 60 || day < 1) {
    return undefined;
  }
  return isoDay(Date.UTC(1899, 11, day < 60 ? 31 : 30), day, serial);
}

const lastSerial = 2_958_465;
const dayMs = 86_400_000;

function isoDay(startMs: number, day: number, serial: number): string | undefined {
  if (!Number.isFinite(serial) || day < 0 || day > lastSerial) {
    return undefined;
  }
  return new Date(startMs + day * dayMs).toISOString().slice(0, 10);
}

function showsDay(code: string): boolean {
  const [positive = ""] = code
    .replaceAll(/"[^"]*"?/g, "")
    .replaceAll(/[\\_*]./g, "")
    .replaceAll(/\[[^\]]*\]/g, "")
    .split(";");
  if (/general/i.test(positive)) {
    return false;
  }
  // "e" is the year of an era, but in 0.00E+00 it is an exponent; "m" alone is a month unless hours or seconds stand by.
  if (/[yd]/i.test(positive)) {
    return true;
  }
  if (/[0#?]/.test(positive)) {
    return false;
  }
  return /e/i.test(positive) || (/m/i.test(positive) && !/[hs]/i.test(positive));
}
