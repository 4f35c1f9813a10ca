import * as z from "zod";

/** What anybody may ask a record for. */
export interface RecordClient {
  checkpoint(): Promise<string>;
  /** The newest head with a cosignature from outside; null when there is none. */
  witnessed(): Promise<string | null>;
  epochs(): Promise<z.output<typeof epochsShape>["rows"]>;
  /** A tile or bundle by its C2SP path; undefined when the server has none. */
  bytes(path: string): Promise<Uint8Array | undefined>;
}

/** A server that cannot be asked is no finding: nothing is known of its record. */
export class RecordUnreachable extends Error {
  override readonly name = "RecordUnreachable";
}

const epochsShape = z.object({ rows: z.array(z.object({ epoch: z.int(), at: z.int(), baseSize: z.int(), lostSize: z.int().nullable(), note: z.string() })) });
const cosignaturesShape = z.object({ witnessed: z.string().nullable() });

const triesMax = 6;
const timeoutMs = 20_000;

export function createRecordClient(url: string): RecordClient {
  const base = `${url.replace(/\/+$/, "").replace(/\/api(\/trail)?$/, "")}/api/trail/`;
  const json = async <Shape extends z.ZodType>(path: string, shape: Shape): Promise<z.output<Shape>> => {
    const answer = await ask(base + path);
    const parsed = answer && shape.safeParse(await answer.json());
    if (!parsed?.success) {
      throw new RecordUnreachable(`${base}${path} 没有给出能读的回答`);
    }
    return parsed.data;
  };
  return {
    async checkpoint() {
      const answer = await ask(`${base}checkpoint`);
      if (!answer) {
        throw new RecordUnreachable(`${base} 还没有记录，或者不是村情通的地址`);
      }
      return answer.text();
    },
    witnessed: async () => (await json("cosignatures", cosignaturesShape)).witnessed,
    epochs: async () => (await json("epochs", epochsShape)).rows,
    async bytes(path) {
      const answer = await ask(base + path);
      return answer && new Uint8Array(await answer.arrayBuffer());
    },
  };
}

/** Asks again after a rest when the network or the server is in trouble, or when it says that we ask too often. */
async function ask(address: string): Promise<Response | undefined> {
  let trouble = "";
  for (let tries = 1; tries <= triesMax; tries += 1) {
    try {
      // Past any cache: after a restore it may still hold what the record no longer says.
      const answer = await fetch(address, { signal: AbortSignal.timeout(timeoutMs), headers: { "Cache-Control": "no-cache" } });
      if (answer.ok) {
        return answer;
      }
      if (answer.status !== 429 && answer.status < 500) {
        return undefined;
      }
      trouble = `回答 ${answer.status}`;
      await rest(Number(answer.headers.get("retry-after") ?? 0) * 1000 || 500 * tries);
    } catch (error) {
      trouble = error instanceof Error ? error.message : String(error);
      await rest(500 * tries);
    }
  }
  throw new RecordUnreachable(`${address} 问不到：${trouble}`);
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
