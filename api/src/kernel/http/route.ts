import type { BodyOf, Endpoint, ParamsOf, ResultOf } from "@cunqing/contract";
import type { Actor, StaffActor, VillagerActor } from "../actor.ts";

/** Who can be asking, by what the endpoint declares. */
export type ActorOf<E extends Endpoint> = E["access"] extends { permission: string }
  ? StaffActor
  : E["access"] extends { session: "villager" }
    ? VillagerActor
    : E["access"] extends { session: "staff" }
      ? StaffActor
      : E["access"] extends { session: "any" }
        ? VillagerActor | StaffActor
        : Actor;

export interface UploadedFile {
  /** A temporary file; gone when the request is over. */
  readonly path: string;
  readonly name: string;
  readonly byteCount: number;
}

export interface Call<E extends Endpoint> {
  readonly actor: ActorOf<E>;
  readonly params: ParamsOf<E>;
  readonly body: BodyOf<E>;
  /** For endpoints that take an upload. */
  readonly file: UploadedFile | undefined;
  readonly caller: Caller;
  /** Names what the request made, so that the same form sent again finds it. */
  remember(subject: string): void;
}

/** What the transport knows of the caller. Addresses are for rate limits only and are never stored in the clear. */
export interface Caller {
  readonly address: string;
  readonly device: string;
  /** The bearer token or session cookie, if any. */
  readonly token: string | undefined;
  setCookies(cookies: readonly CookieOrder[]): void;
}

export interface CookieOrder {
  readonly name: string;
  /** Null takes the cookie away. */
  readonly value: string | null;
  readonly isReadable?: boolean;
}

export interface RouteOptions<E extends Endpoint> {
  /**
   * Answers a form that was sent before with the same key, under today's rights. `subject` is what the first run
   * remembered. Needed exactly where the contract declares `idempotency`.
   */
  readonly recall?: (call: Call<E>, subject: string) => Promise<ResultOf<E>>;
  /** The caller asked to stay nobody: what is kept of the request must not name the session it came by. */
  readonly keepsNoTie?: (call: Call<E>) => boolean;
}

export interface Route {
  readonly endpoint: Endpoint;
  readonly answer: (call: Call<Endpoint>) => Promise<unknown>;
  readonly recall: ((call: Call<Endpoint>, subject: string) => Promise<unknown>) | undefined;
  readonly keepsNoTie: (call: Call<Endpoint>) => boolean;
}

/** Binds an endpoint of the contract to the code that answers it. */
export function route<E extends Endpoint>(endpoint: E, answer: (call: Call<E>) => Promise<ResultOf<E>>, options: RouteOptions<E> = {}): Route {
  // The dispatcher parses by this very endpoint before it calls, so the narrower types are true.
  return {
    endpoint,
    answer: answer as unknown as Route["answer"],
    recall: options.recall as unknown as Route["recall"],
    keepsNoTie: (options.keepsNoTie ?? (() => false)) as unknown as Route["keepsNoTie"],
  };
}
