import { CountyError, SettingsError, type CountyProfile, type Settings } from "@cunqing/config";
import { formatNote, readTrust } from "@cunqing/proof";
import { createSm2Signer } from "../kernel/crypto/note-signer-sm2.ts";
import { createNoteSigner, type NoteSigner } from "../kernel/crypto/note-signer.ts";
import type { RecordSigner } from "../kernel/record-signer.ts";

/** The signer of the county's record. A key that does not fit would sign what no phone believes: it is refused at the start. */
export function openRecordSigner({ trail: keys }: Pick<Settings, "trail">, { key, trail }: Pick<CountyProfile, "key" | "trail">): RecordSigner {
  const logKeys = trail.logKeys.map(({ vkey }) => vkey);
  checkKeys(key, trail, logKeys);
  const signer = opened("TRAIL_KEY", keys.key, createNoteSigner);
  checkSigner("TRAIL_KEY", signer, trail.origin, logKeys[0] === signer.vkey, "must stand first");
  const sm2 = keys.sm2Key === null ? null : opened("TRAIL_SM2_KEY", keys.sm2Key, createSm2Signer);
  if (sm2) {
    checkSigner("TRAIL_SM2_KEY", sm2, trail.origin, logKeys.includes(sm2.vkey), "must stand");
  }
  return {
    signNote: (text) => formatNote(text, [signer.signatureLine(text)]),
    signCheckpoint: (text) => formatNote(text, [signer, ...(sm2 ? [sm2] : [])].map((one) => one.signatureLine(text))),
  };
}

function checkKeys(county: string, { origin, witnesses }: CountyProfile["trail"], logKeys: readonly string[]): void {
  try {
    readTrust({ origin, logKeys, witnesses });
  } catch (error) {
    throw new CountyError(county, [`trail.json ${error instanceof Error ? error.message : String(error)}`]);
  }
}

type KeySetting = "TRAIL_KEY" | "TRAIL_SM2_KEY";

/** What the signers say of a key never holds the key. */
function opened(setting: KeySetting, key: string, open: (key: string) => NoteSigner): NoteSigner {
  try {
    return open(key);
  } catch (error) {
    throw new SettingsError([{ setting, message: `cannot be used: ${error instanceof Error ? error.message : String(error)}` }]);
  }
}

function checkSigner(setting: KeySetting, { name, vkey }: NoteSigner, origin: string, isListed: boolean, where: string): void {
  if (name !== origin) {
    throw new SettingsError([{ setting, message: `is a key named ${name}, but the record's origin in the county's trail.json is ${origin}` }]);
  }
  if (!isListed) {
    throw new SettingsError([{ setting, message: `has the public half ${vkey}, which ${where} among logKeys in the county's trail.json` }]);
  }
}
