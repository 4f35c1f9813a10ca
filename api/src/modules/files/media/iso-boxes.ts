/** One box of an ISO media file (HEIC, MP4): where it starts, where its content starts, where it ends. */
export interface Box {
  readonly type: string;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

export type BoxReading = Box | "not_a_box" | "cut_off";

/** The box that begins at `at`. `cut_off` means that its announced size runs past `end`. */
export function readBox(bytes: Buffer, at: number, end: number): BoxReading {
  if (at + 8 > end) { return "not_a_box"; }
  const type = bytes.toString("latin1", at + 4, at + 8);
  if (!/^[ -~\u00a9]{4}$/.test(type)) { return "not_a_box"; }

  const size = bytes.readUInt32BE(at);
  if (size === 0) { return { type, start: at, body: at + 8, end }; }
  const isLarge = size === 1;
  if (isLarge && at + 16 > end) { return "cut_off"; }
  const boxEnd = at + (isLarge ? Number(bytes.readBigUInt64BE(at + 8)) : size);
  const body = at + (isLarge ? 16 : 8);
  if (boxEnd < body) { return "not_a_box"; }
  return boxEnd > end ? "cut_off" : { type, start: at, body, end: boxEnd };
}

/** All boxes from `start` that lie one after another, and the place where they stop being boxes. */
export function readBoxes(bytes: Buffer, start: number, end: number): { boxes: Box[]; stoppedAt: number; isCutOff: boolean } {
  const boxes: Box[] = [];
  let at = start;
  while (at < end) {
    const reading = readBox(bytes, at, end);
    if (typeof reading === "string") { return { boxes, stoppedAt: at, isCutOff: reading === "cut_off" }; }
    boxes.push(reading);
    at = reading.end;
  }
  return { boxes, stoppedAt: at, isCutOff: false };
}
