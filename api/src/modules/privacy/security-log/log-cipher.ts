import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Deps } from "../../../kernel/deps.ts";
import { insertOrIgnore } from "../../../kernel/sql-differences.ts";
import { sql } from "../../../kernel/sql.ts";
import { latestOf } from "./vague-lines.ts";

/** One request, as the law wants it kept: when, from where, what, and how it ended. */
export interface LogLine {
  readonly at: number;
  readonly address: string;
  readonly request: string;
  readonly status: number;
}

export interface Batch {
  readonly day: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly cipher: Buffer;
}

/**
 * The key of a day: random, and sealed under the field key, so that throwing it away makes the day unreadable wherever
 * a copy of its lines may lie. Undefined when the day has none and none is to be made.
 */
export async function dayKey(deps: Deps, day: string, isMade: boolean): Promise<Buffer | undefined> {
  const found = await readKey(deps, day);
  if (found !== undefined || !isMade) {
    return found;
  }
  const sealed = deps.cipher.seal(randomBytes(32).toString("base64"), keyPlace(day));
  // Two processes may begin the day at once: whichever key was first is the day's.
  await deps.db.change(sql`${insertOrIgnore(deps.db, "security_log_days")} (day, key_sealed) VALUES (${day}, ${sealed})`);
  return readKey(deps, day);
}

export function sealBatch(key: Buffer, day: string, lines: readonly LogLine[]): Batch {
  const [fromMs, toMs] = [Math.min(...lines.map((line) => line.at)), Math.max(...lines.map(latestOf))];
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(boundTo(day, fromMs, toMs));
  const body = Buffer.concat([cipher.update(JSON.stringify(lines.map(toArray))), cipher.final()]);
  return { day, fromMs, toMs, cipher: Buffer.concat([iv, cipher.getAuthTag(), body]) };
}

/** The lines of a batch; null when it was changed, or belongs to another day. */
export function openBatch(key: Buffer, batch: Batch): LogLine[] | null {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, batch.cipher.subarray(0, 12));
    decipher.setAAD(boundTo(batch.day, batch.fromMs, batch.toMs));
    decipher.setAuthTag(batch.cipher.subarray(12, 28));
    const text = Buffer.concat([decipher.update(batch.cipher.subarray(28)), decipher.final()]).toString();
    return (JSON.parse(text) as LineArray[]).map(([at, address, request, status]) => ({ at, address, request, status }));
  } catch {
    return null;
  }
}

type LineArray = readonly [at: number, address: string, request: string, status: number];

const toArray = (line: LogLine): LineArray => [line.at, line.address, line.request, line.status];

const boundTo = (day: string, fromMs: number, toMs: number): Buffer => Buffer.from(JSON.stringify([day, fromMs, toMs]));

const keyPlace = (day: string) => ({ field: "security_log_days.key_sealed", rowId: day }) as const;

async function readKey({ db, cipher }: Deps, day: string): Promise<Buffer | undefined> {
  const row = await db.selectOne<{ key_sealed: string }>(sql`SELECT key_sealed FROM security_log_days WHERE day = ${day}`);
  return row && Buffer.from(cipher.open(row.key_sealed, keyPlace(day)), "base64");
}
