import { parseArgs } from "node:util";
import { newNoteKey } from "./kernel/crypto/note-signer.ts";
import { newSm2Key } from "./kernel/crypto/note-signer-sm2.ts";

/** `npm run trail:key -- --name NAME [--sm2 | --witness]`: prints a new key for the record and writes it nowhere. */
const usage = "npm run trail:key -- --name NAME [--sm2 | --witness]\n";

const places = {
  log: [
    "Secret. Goes into TRAIL_KEY of the server, and on paper into a safe:",
    "Public. Goes first into logKeys of config/counties/<county>/trail.json (with an origin of the same name), into every witness's key file, and on the notice board:",
  ],
  sm2: [
    "Secret. Goes into TRAIL_SM2_KEY of the server, and on paper into a safe:",
    "Public. Goes into logKeys of config/counties/<county>/trail.json, after the Ed25519 key:",
  ],
  witness: [
    "Secret. Goes into the key file on the witness's own computer and nowhere else; the office that runs the record must never have it:",
    "Public. Is handed to the county, for witnesses in config/counties/<county>/trail.json, and printed for the notice board:",
  ],
} as const;

process.exitCode = main(process.argv.slice(2));

function main(args: readonly string[]): number {
  const { name, sm2, witness } = optionsOf(args);
  if (name === undefined || !/^[^\s+]+$/.test(name) || (sm2 && witness)) {
    process.stderr.write(`${usage}A name has neither spaces nor a plus sign.\n`);
    return 2;
  }
  const [secretGoes, publicGoes] = places[sm2 ? "sm2" : witness ? "witness" : "log"];
  const { signerKey, vkey } = sm2 ? newSm2Key(name) : newNoteKey(name, witness ? "cosignature" : "ed25519");
  process.stdout.write(`${secretGoes}\n${signerKey}\n\n${publicGoes}\n${vkey}\n`);
  return 0;
}

function optionsOf(args: readonly string[]): { readonly name?: string | undefined; readonly sm2?: boolean | undefined; readonly witness?: boolean | undefined } {
  try {
    return parseArgs({ args: [...args], options: { name: { type: "string" }, sm2: { type: "boolean" }, witness: { type: "boolean" } } }).values;
  } catch {
    return {};
  }
}
