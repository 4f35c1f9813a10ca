import { logKeyLine, parseCheckpoint, parseNote, parseVerifierKey } from "@cunqing/proof";
import { createCosigner, newNoteKey } from "../../../kernel/crypto/note-signer.ts";
import { sql } from "../../../kernel/sql.ts";
import type { World } from "../../../testing/world.ts";

export interface TestWitness {
  readonly name: string;
  /** Puts this witness's signature under a checkpoint of the world. */
  cosign(note: string): Promise<void>;
}

/** Makes a witness whom this world's county knows from now on as one from outside the office. */
export function addTestWitness({ deps, clock }: World, name = "测试见证人"): TestWitness {
  const { signerKey, vkey } = newNoteKey(name, "cosignature");
  const { trail } = deps.county;
  Object.assign(trail, { witnesses: [...trail.witnesses, { name, vkey, isOutside: true }] });
  const cosigner = createCosigner(signerKey);
  return {
    name,
    async cosign(note) {
      const text = parseNote(note)?.text ?? "";
      const seconds = Math.floor(clock.now() / 1000);
      // Past the endpoint, which has read the county's witnesses when the world was made.
      await deps.db.change(sql`
        INSERT INTO trail_cosignatures (size, witness, key_id, at_ms, line)
        VALUES (${parseCheckpoint(text)?.size ?? 0}, ${name}, ${parseVerifierKey(vkey)?.keyId ?? ""}, ${seconds * 1000}, ${cosigner.cosign(text, seconds)})`);
    },
  };
}

/** What a phone has built in, for this world. */
export function trustOf({ deps }: Pick<World, "deps">) {
  const { origin, logKeys, witnesses } = deps.county.trail;
  return { origin, logKeys: logKeys.map(logKeyLine), witnesses };
}
