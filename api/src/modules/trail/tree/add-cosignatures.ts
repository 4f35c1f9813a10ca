import { openNote, parseCheckpoint, parseNote, signatureLine, type Note, type TrustedKeys, type VerifiedSignature } from "@cunqing/proof";
import { verifyNatively } from "../../../kernel/crypto/note-signer.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { insertOrIgnore } from "../../../kernel/sql-differences.ts";
import { join, sql, type Sql } from "../../../kernel/sql.ts";
import { checkpointOfSize } from "./tree-store.ts";

/**
 * Takes the lines of witnesses we know under a checkpoint that is ours, word for word. Handed in again, they stand
 * there once. No entry about it: a cosignature proves itself, and an entry would make the next head to be cosigned.
 */
export async function addCosignatures({ db }: Deps, { others: witnesses }: TrustedKeys, note: string): Promise<{ accepted: number }> {
  const parsed = parseNote(note);
  const checkpoint = parsed && parseCheckpoint(parsed.text);
  refuseUnless(parsed && checkpoint, "trail.cosignature_wrong");
  const stored = await checkpointOfSize(db, checkpoint.size);
  refuseUnless(stored && parseNote(stored.note)?.text === parsed.text, "trail.no_such_size");
  const opened = openNote(note, witnesses, verifyNatively);
  refuseUnless(opened && opened.verified.every(({ time }) => time !== null && Number.isSafeInteger(time * 1000)), "trail.cosignature_wrong");
  const rows = opened.verified.map((verified) => rowOf(checkpoint.size, parsed, verified));
  await db.change(sql`
    ${insertOrIgnore(db, "trail_cosignatures")} (size, witness, key_id, at_ms, line) VALUES ${join(rows, ", ")}`);
  return { accepted: rows.length };
}

function rowOf(size: number, { signatures }: Note, { key, time }: VerifiedSignature): Sql {
  // The first of this key, as `openNote` checked it.
  const signature = signatures.find((one) => one.name === key.name && one.keyId === key.keyId);
  if (!signature || time === null) {
    throw new Error("a checked cosignature is not in its note");
  }
  return sql`(${size}, ${key.name}, ${key.keyId}, ${time * 1000}, ${signatureLine(key.name, key.keyId, signature.bytes)})`;
}
