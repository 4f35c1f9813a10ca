export type Exchange = { status: number; text: string };

/**
 * No answer came. `code` is the system's word for it ("ECONNRESET", "timeout"); the cause is left behind, because it
 * may quote the address, and addresses hold secrets.
 */
export class NetworkFailure extends Error {
  override readonly name = "NetworkFailure";
  readonly code: string;

  constructor(code: string) {
    super(`no answer: ${code}`);
    this.code = code;
  }

  get isLate(): boolean {
    return this.code === late;
  }

  /** The connection was never made, so nobody can have heard the call. */
  get wasNeverSent(): boolean {
    return neverSent.includes(this.code);
  }
}

/** One HTTP call, head and body of the answer within `timeoutMs`; whatever the status, it is an answer. */
export async function exchange(send: typeof fetch, address: string, init: RequestInit, timeoutMs: number): Promise<Exchange> {
  try {
    const response = await send(address, { ...init, redirect: "error", signal: AbortSignal.timeout(timeoutMs) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new NetworkFailure(codeOf(error));
  }
}

/** The value, or undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const late = "timeout";
const neverSent: readonly string[] = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"];

function codeOf(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") {
    return late;
  }
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "network failure";
}
