import { parseArgs } from "node:util";
import { KeyFault } from "./key-file.ts";

export interface Options {
  readonly trail: string;
  readonly keyFile: string;
  readonly stateFile: string;
  readonly logKeys: readonly string[];
  readonly everyMs: number;
  readonly once: boolean;
}

export const usage = "npm run witness -- --trail URL --key FILE [--log-key 'VKEY [UNTIL_SIZE]'] [--state FILE] [--every SECONDS] [--once]";

export function readOptions(args: readonly string[]): Options {
  const { trail, key, state, every, once, "log-key": logKeys } = parse(args);
  const seconds = Number(every ?? "20");
  if (trail === undefined || key === undefined || !/^https?:\/\//.test(trail)) {
    throw new KeyFault(usage);
  }
  if (!Number.isFinite(seconds) || seconds < 1 || seconds > 86_400) {
    throw new KeyFault("--every is a number of seconds from 1 to 86400");
  }
  return { trail, keyFile: key, stateFile: state ?? `${key}.state`, logKeys: logKeys ?? [], everyMs: seconds * 1000, once: once ?? false };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        trail: { type: "string" }, key: { type: "string" }, state: { type: "string" }, every: { type: "string" },
        "log-key": { type: "string", multiple: true }, once: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new KeyFault(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}
