import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import * as z from "zod";

export const manifestSchema = z.strictObject({
  format: z.literal(2),
  madeAt: z.string(),
  county: z.string(),
  /** Which field key the key comes from that closes what belongs to no account. */
  generalKey: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.strictObject({ name: z.string(), rows: z.int(), sha256: z.string() })),
  fileCount: z.int(),
});

export type Manifest = z.output<typeof manifestSchema>;

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
