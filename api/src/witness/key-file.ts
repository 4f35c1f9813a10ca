import { parseLogKey, type LogKey } from "@cunqing/proof";
import { createCosigner, type Cosigner } from "../kernel/crypto/note-signer.ts";

export interface WitnessKeys {
  readonly cosigner: Cosigner;
  /** The log's keys come from paper or from this file, never from the server that is watched. */
  readonly logKeys: readonly LogKey[];
  readonly origin: string;
}

/** A fault in the file or the command line, in words for whoever set it up. */
export class KeyFault extends Error {
  override readonly name = "KeyFault";
}

/** One key a line: the witness's own signer key and the log's verifier keys, behind an old one the size it counts up to; `#` begins a remark. */
export function readKeys(text: string, moreLogKeys: readonly string[] = []): WitnessKeys {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
  const own = lines.filter((line) => line.startsWith("PRIVATE+KEY+"));
  const [signerKey] = own;
  if (signerKey === undefined || own.length > 1) {
    throw new KeyFault("The key file must hold exactly one line PRIVATE+KEY+… (密钥文件里要有一行、且只有一行 PRIVATE+KEY+…)");
  }
  const logKeys = [...lines.filter((line) => line !== signerKey), ...moreLogKeys].map(readLogKey);
  const [first] = logKeys;
  if (!first) {
    throw new KeyFault("No verifier key of the log, neither in the key file nor by --log-key (缺少记录册的公钥)");
  }
  // C2SP: a log's key has the log's name, also after the key was changed.
  if (logKeys.some((key) => key.name !== first.name)) {
    throw new KeyFault("The log's verifier keys have different names (记录册的公钥名称不一致)");
  }
  return { cosigner: openCosigner(signerKey), logKeys, origin: first.name };
}

function readLogKey(line: string): LogKey {
  const key = parseLogKey(line.split(/\s+/).join(" "));
  if (key?.algorithm !== "ed25519") {
    throw new KeyFault(`This line is no verifier key of a log: ${line} (这一行不是记录册的公钥)`);
  }
  return key;
}

function openCosigner(signerKey: string): Cosigner {
  try {
    return createCosigner(signerKey);
  } catch (error) {
    // The message of the reason holds no key; the line itself is never repeated.
    throw new KeyFault(`The witness's own key cannot be used (见证密钥不能用): ${error instanceof Error ? error.message : "unknown"}`);
  }
}
