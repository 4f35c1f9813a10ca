import { pino, type DestinationStream, type Logger, type LoggerOptions } from "pino";
import { currentRequestId } from "./context.ts";

export type Log = Logger;

/**
 * Structured lines with the request id. No personal data: addresses, bodies and query strings are never
 * logged, and the fields below are dropped even when somebody forgets.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options: LoggerOptions = {
    level,
    base: null,
    mixin: () => {
      const requestId = currentRequestId();
      return requestId === undefined ? {} : { requestId };
    },
    redact: { paths: [...personal, ...personal.map((field) => `*.${field}`)], remove: true },
    serializers: { err: safeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

const personal = ["phone", "identityNumber", "name", "password", "token", "code", "secret", "ticket"];

/** Database errors carry the statement with its values; only what names the fault is kept. */
function safeError(error: unknown): object {
  const { name, message, code, errno, stack } = error as { name?: string; message?: string; code?: string; errno?: number; stack?: string };
  const frames = stack?.split("\n").filter((line) => line.trimStart().startsWith("at ")).slice(0, 12);
  return { name, message: withoutNumbers(message ?? ""), code, errno, frames };
}

/** Phones and identity numbers in an error's words. */
function withoutNumbers(text: string): string {
  return text.replace(/\d{11,18}[\dXx]?/g, "…").slice(0, 300);
}
