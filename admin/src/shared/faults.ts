import { CallRefused } from "@cunqing/contract/client";
import { CallOffline } from "./transport.ts";

export type FaultKind = "forbidden" | "missing" | "offline" | "refused" | "failed";

/** What went wrong, sorted by what a person can do about it. */
export function faultKind(error: unknown): FaultKind {
  if (error instanceof CallOffline) {
    return "offline";
  }
  if (!(error instanceof CallRefused) || error.status >= 500) {
    return "failed";
  }
  if (error.status === 403) {
    return "forbidden";
  }
  return error.status === 404 ? "missing" : "refused";
}

/** The words to show. Our own defects have no words of their own, so they get general ones. */
export function faultWords(error: unknown): string {
  if (error instanceof CallOffline) {
    return error.message;
  }
  if (!(error instanceof CallRefused)) {
    return "页面出错了，请刷新后再试";
  }
  const facts = Object.values(error.facts).filter((fact) => typeof fact === "string");
  const fields = error.fields.map((field) => field.message);
  return [error.message, ...facts, ...fields].join("；");
}
