import { isRecord } from "./shapes.ts";

/** A photo or voice note that waits on the phone until it is sent, through a kill of the app. */
export interface KeptFile {
  readonly id: string;
  /** Where it lies in the mini-program's own folder; empty in the browser, which keeps the bytes by id. */
  readonly path: string;
  readonly name: string;
  /** Of a voice note. */
  readonly seconds: number;
}

export const isKeptFile = (value: unknown): value is KeptFile =>
  isRecord(value) &&
  typeof value["id"] === "string" &&
  typeof value["path"] === "string" &&
  typeof value["name"] === "string" &&
  typeof value["seconds"] === "number";
