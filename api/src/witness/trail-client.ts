import { asObject, parseJson, readHashes, type JsonObject } from "@cunqing/proof";
import { Trouble } from "./outcome.ts";

export type ProofAnswer = { readonly isGiven: true; readonly proof: readonly Uint8Array[] } | { readonly isGiven: false; readonly reason: string };

/** The four things a witness asks of a record. Everything that may be the network's fault is a `Trouble`. */
export interface TrailClient {
  /** Null while the record is empty. */
  checkpoint(): Promise<string | null>;
  proof(from: number, to: number): Promise<ProofAnswer>;
  /** The signed notes of all restores. */
  epochs(): Promise<string[]>;
  /** Null when it was taken, otherwise why not. */
  hand(note: string): Promise<string | null>;
}

export function createTrailClient(url: string, timeoutMs = 20_000): TrailClient {
  const base = `${url.replace(/\/+$/, "").replace(/\/api\/trail$/, "")}/api/trail`;
  const ask = (path: string, body?: unknown) => fetchAnswer(`${base}${path}`, timeoutMs, body);
  return {
    async checkpoint() {
      const { status, text, code } = await ask("/checkpoint");
      if (code === "trail.empty") {
        return null;
      }
      // A page of a provider or a log-in wall is no statement of the record's.
      if (status !== 200 || !text.includes("\n\n— ")) {
        throw new Trouble(`no checkpoint in the answer (${status})`);
      }
      return text;
    },
    async proof(from, to) {
      const { status, json, code } = await ask(`/proof/consistency?from=${from}&to=${to}`);
      if (code?.startsWith("trail.") === true) {
        return { isGiven: false, reason: code };
      }
      if (status !== 200 || json === null) {
        throw new Trouble(`no proof in the answer (${status})`);
      }
      const proof = Array.isArray(json["proof"]) ? readHashes(json["proof"].map(String)) : null;
      return proof ? { isGiven: true, proof } : { isGiven: false, reason: "what was answered is no proof" };
    },
    async epochs() {
      const { status, json } = await ask("/epochs");
      if (status !== 200 || !Array.isArray(json?.["rows"])) {
        throw new Trouble(`no epochs in the answer (${status})`);
      }
      return json["rows"].map((row: unknown) => String(asObject(row)?.["note"]));
    },
    async hand(note) {
      const { status, code } = await ask("/cosignatures", { note });
      if (status === 200) {
        return null;
      }
      if (code?.startsWith("trail.") === true) {
        return code;
      }
      throw new Trouble(`the cosignature was not taken (${status})`);
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: JsonObject | null;
  /** The code of a refusal in the record's own words; undefined for anything else. */
  readonly code: string | undefined;
}

const bytesMax = 4_000_000;

async function fetchAnswer(address: string, timeoutMs: number, body?: unknown): Promise<Answer> {
  try {
    const response = await fetch(address, {
      signal: AbortSignal.timeout(timeoutMs),
      // Past any cache: a proof or a list of restores from before a restore would look like a lie.
      headers: { "Content-Type": "application/json", "Cache-Control": "no-cache" },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    });
    const text = await readLimited(response);
    const json = asObject(parseJson(text));
    const code = response.status >= 400 && typeof json?.["code"] === "string" ? json["code"] : undefined;
    return { status: response.status, text, json, code };
  } catch (error) {
    throw new Trouble(wordsOf(error));
  }
}

async function readLimited(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > bytesMax) {
      throw new Error("the answer is too large");
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
