import { createHash } from "node:crypto";
import type { Deps } from "../../../kernel/deps.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { forUpdate } from "../../../kernel/sql-differences.ts";
import { sql } from "../../../kernel/sql.ts";

/** What a form says of a file: its id, and the secret that only its sender was told. */
export interface Attachment {
  readonly id: string;
  readonly claim: string;
}

export interface AttachOrder {
  readonly attachments: readonly Attachment[];
  readonly kind: "photo" | "voice";
  readonly subject: { readonly kind: string; readonly id: number };
  readonly purpose: "report" | "after" | "voice";
}

/** SHA-256 of the stored bytes, in hex; the entry's own salt keeps the commitment from being guessed. */
export interface FileHashes {
  readonly contents: readonly string[];
  /** Of the small pictures, in the same order; voice notes have none. */
  readonly thumbnails: readonly string[];
}

/**
 * Gives uploaded files to a subject, in the caller's transaction. The caller appends the entry and puts what
 * this answers into it, so that the record commits to each file's bytes.
 */
export async function attachFiles(deps: Pick<Deps, "db">, order: AttachOrder): Promise<FileHashes> {
  const contents: string[] = [];
  const thumbnails: string[] = [];
  for (const [index, attachment] of order.attachments.entries()) {
    const file = await deps.db.selectOne<{ id: number; claim_hash: string; subject_id: number | null; content_hash: string; thumbnail_hash: string | null }>(sql`
      SELECT id, claim_hash, subject_id, content_hash, thumbnail_hash FROM files
      WHERE public_id = ${attachment.id} AND kind = ${order.kind} ${forUpdate(deps.db)}`);
    // A wrong claim answers like a missing file: an id alone opens nothing.
    refuseUnless(file && file.claim_hash === claimHash(attachment.claim), "file.not_found");
    if (file.subject_id !== null) {
      throw new Refusal("file.in_use");
    }
    await deps.db.change(sql`
      UPDATE files SET subject_kind = ${order.subject.kind}, subject_id = ${order.subject.id}, purpose = ${order.purpose}, sort = ${index}
      WHERE id = ${file.id}`);
    contents.push(file.content_hash);
    thumbnails.push(...(file.thumbnail_hash === null ? [] : [file.thumbnail_hash]));
  }
  return { contents, thumbnails };
}

/** How an entry's details name photos; nothing when there are none. */
export function photoDetails({ contents, thumbnails }: FileHashes): { photos?: string; thumbnails?: string } {
  return contents.length === 0 ? {} : { photos: JSON.stringify(contents), thumbnails: JSON.stringify(thumbnails) };
}

export const claimHash = (claim: string): string => createHash("sha256").update(claim).digest("hex");
