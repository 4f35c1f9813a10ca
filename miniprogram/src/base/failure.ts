import { CallRefused } from "@cunqing/contract/client";

/** The request never reached the service, or its answer never reached us. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

export type FailureKind = "offline" | "signed_out" | "forbidden" | "missing" | "failed";

export function kindOfFailure(error: unknown): FailureKind {
  if (error instanceof Unreachable) {
    return "offline";
  }
  if (!(error instanceof CallRefused)) {
    return "failed";
  }
  if (error.code === "session.missing" || error.code === "session.expired") {
    return "signed_out";
  }
  if (error.status === 403) {
    return "forbidden";
  }
  return error.status === 404 ? "missing" : "failed";
}

/** What to tell the person. A field's own words say more than "the form is wrong". */
export function wordsOfFailure(error: unknown): string {
  if (error instanceof Unreachable) {
    return "网络不通，您填的内容还在，请稍后再试";
  }
  if (error instanceof CallRefused) {
    const first = error.fields[0];
    return first ? first.message : error.message;
  }
  return "没有成功，请再试一次";
}
