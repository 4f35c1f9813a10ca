import { createCipheriv, createHmac, randomBytes } from "node:crypto";

export interface PeerKeys {
  readonly tokenKey: string;
  readonly fileUrlKey: string;
  readonly categoryNames: Readonly<Record<string, string>>;
  /** For submitting: on whose behalf and where. */
  readonly accountId: number;
  readonly villageId: number;
  readonly villagePath: string;
  readonly villagePublicId: string;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a bare program takes the driver's rows as they come
type Row = any;

/** The page as the API answers it to the village's secretary. */
export function answerOf(keys: PeerKeys, page: Row[], hasMore: boolean, areas: Row[], files: Row[]): object {
  const now = Date.now();
  const villages = new Map(areas.map((area) => [area.id, area]));
  const covers = new Map(files.filter((file) => file.purpose === "report" && file.kind === "photo").toReversed().map((file) => [file.subject_id, file]));
  const last = page.at(-1);
  return {
    rows: page.map((row) => {
      const village = villages.get(row.village_id);
      const cover = covers.get(row.id);
      return {
        id: row.public_id,
        number: row.number,
        door: row.door,
        category: { code: row.category_code, name: keys.categoryNames[row.category_code] ?? "其他" },
        village: { id: village.public_id, name: village.name, kind: village.kind },
        excerpt: row.text.slice(0, 60),
        state: row.state,
        isPrivate: row.is_private === 1,
        isReleased: row.released_at !== null,
        cover: cover ? coverOf(keys, cover.public_id, now) : null,
        submittedAt: row.submitted_at,
        dueAt: row.due_at,
        isOverdue: row.is_open === 1 && now >= row.due_at,
        may: mayOf(row),
      };
    }),
    next: hasMore && last ? cursorOf(keys, last) : null,
  };
}

/** A secretary's buttons by state, on cases that somebody else handles. */
const steps: Readonly<Record<string, readonly string[]>> = {
  submitted: ["accept", "decline"],
  accepted: ["decline", "assign"],
  assigned: ["assign"],
  in_progress: ["assign"],
  disputed: ["assign"],
};

function mayOf(row: Row): string[] {
  const release = row.is_private === 0 && row.state !== "declined" ? ["release"] : [];
  return [...(steps[row.state] ?? []), ...release];
}

const quarterMs = 15 * 60_000;

function coverOf({ fileUrlKey }: PeerKeys, id: string, now: number): string {
  const path = `/api/files/${id}/thumbnail`;
  const until = Math.floor(now / quarterMs) * quarterMs + 2 * quarterMs;
  const signature = createHmac("sha256", fileUrlKey).update(JSON.stringify([path, until, "file"])).digest("base64url");
  return `${path}?until=${until}&sig=${signature}`;
}

function cursorOf({ tokenKey }: PeerKeys, last: Row): string {
  const key = createHmac("sha256", tokenKey).update("cursor").digest();
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const body = Buffer.concat([cipher.update(JSON.stringify([last.submitted_at, last.id])), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
}
