import { parseArgs } from "node:util";

export interface VerifyOptions {
  readonly mode: { readonly url: string } | { readonly database: true } | { readonly dossier: string };
  /** Where a check that was cut short goes on. */
  readonly stateFile: string | undefined;
  /** JSON of origin, logKeys and witnesses; the county's own data otherwise. */
  readonly keysFile: string | undefined;
  /** Heads that were kept elsewhere, each a file of one note. */
  readonly savedFiles: readonly string[];
  /** Photos and recordings take as long as their bytes do; they may be left out. */
  readonly hasFiles: boolean;
}

export const verifyUsage =
  "npm run trail:verify -- --database | --url URL | --dossier FILE [--keys FILE] [--from-checkpoint FILE]… [--state FILE] [--no-files]";

/** A way of calling that we do not know. */
export class UsageFault extends Error {
  override readonly name = "UsageFault";
}

export function readVerifyOptions(args: readonly string[]): VerifyOptions {
  const { database, url, dossier, keys, state, "from-checkpoint": saved, "no-files": noFiles } = parse(args);
  const modes = [...(database === true ? [{ database }] : []), ...(url === undefined ? [] : [{ url }]), ...(dossier === undefined ? [] : [{ dossier }])];
  const [mode] = modes;
  if (modes.length !== 1 || !mode || (url !== undefined && !/^https?:\/\//.test(url))) {
    throw new UsageFault(verifyUsage);
  }
  return { mode, stateFile: state, keysFile: keys, savedFiles: saved ?? [], hasFiles: noFiles !== true };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        database: { type: "boolean" }, url: { type: "string" }, dossier: { type: "string" }, keys: { type: "string" },
        state: { type: "string" }, "from-checkpoint": { type: "string", multiple: true }, "no-files": { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new UsageFault(`${error instanceof Error ? error.message : String(error)}\n${verifyUsage}`);
  }
}
