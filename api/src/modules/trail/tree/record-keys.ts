import type { Trail } from "@cunqing/config";
import { logKeyLine, readTrust, type TrustedKeys } from "@cunqing/proof";

/** The public keys of the county's record. Throws on one that cannot be read. */
export function readRecordKeys({ origin, logKeys, witnesses }: Trail): TrustedKeys {
  return readTrust({ origin, logKeys: logKeys.map(logKeyLine), witnesses });
}
