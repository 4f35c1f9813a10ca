import type { Call } from "./http.ts";

/**
 * Browsers on this machine may call the sandbox from any port (the H5 has its own); a page of the wide web may not.
 * A call without an Origin comes from no browser page, or from the same address, and passes.
 */
export function isAllowedOrigin({ headers }: Pick<Call, "headers">, publicOrigin: string): boolean {
  const origin = headers.origin;
  return origin === undefined || origin === publicOrigin || isLocal(origin);
}

export function corsHeaders({ headers }: Pick<Call, "headers">): Record<string, string> {
  return headers.origin === undefined
    ? {}
    : {
        "access-control-allow-origin": headers.origin,
        "access-control-allow-methods": "GET, POST, DELETE",
        "access-control-allow-headers": "content-type",
        vary: "origin",
      };
}

function isLocal(origin: string): boolean {
  try {
    return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(origin).hostname);
  } catch {
    return false;
  }
}
