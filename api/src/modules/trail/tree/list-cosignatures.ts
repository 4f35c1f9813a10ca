import type { ResultOf, listCosignatures as endpoint, witnessRow } from "@cunqing/contract";
import type { TrustedKeys } from "@cunqing/proof";
import type * as z from "zod";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { newestOfKey, noteWithCosignatures } from "./cosignatures.ts";
import { checkpointOfSize, newestCheckpoint } from "./tree-store.ts";

type WitnessRow = z.output<typeof witnessRow>;

/** The newest head, the newest one that somebody outside the office has cosigned, and how far each witness is. */
export async function listCosignatures({ db }: Deps, keys: TrustedKeys): Promise<ResultOf<typeof endpoint>> {
  const [newest, rows] = await Promise.all([newestCheckpoint(db), witnessRows(db, keys)]);
  refuseUnless(newest, "trail.empty");
  const witnessedSize = Math.max(0, ...rows.filter((row) => row.isOutside).map((row) => row.size ?? 0));
  const witnessed = await checkpointOfSize(db, witnessedSize);
  return {
    checkpoint: await noteWithCosignatures(db, newest),
    witnessed: witnessed ? await noteWithCosignatures(db, witnessed) : null,
    rows,
  };
}

export function witnessRows(db: Deps["db"], { witnessOf }: TrustedKeys): Promise<WitnessRow[]> {
  return Promise.all(
    [...witnessOf].map(async ([{ keyId }, { name, vkey, isOutside }]) => {
      const newest = await newestOfKey(db, keyId);
      return { name, vkey, isOutside, size: newest?.size ?? null, at: newest?.at_ms ?? null };
    }),
  );
}
