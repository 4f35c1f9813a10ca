import type * as z from "zod";
import type { Permission } from "./permissions.ts";
import type { RefusalCode } from "./refusals.ts";

/**
 * Who may call an endpoint. There is no default: every endpoint must say.
 * - `permission`: staff who hold it somewhere; where exactly is the policy's business.
 * - `session`: anybody signed in, in that capacity.
 * - `public`: anybody at all, with the reason written down.
 */
export type Access =
  | { readonly permission: Permission }
  | { readonly session: "villager" | "staff" | "any" }
  | { readonly public: true; readonly because: string };

export interface Endpoint<
  P extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
  A extends Access = Access,
> {
  readonly method: "GET" | "POST";
  readonly path: `/${string}`;
  /** One sentence for the API's readers. */
  readonly summary: string;
  readonly access: A;
  /** Path and query values together. */
  readonly params: P;
  readonly body: B;
  readonly result: R;
  /** The refusals a caller should be ready to explain to a person. */
  readonly refusals: readonly RefusalCode[];
  /** A POST from a phone: the `Idempotency-Key` header is honoured, and with "required" demanded. */
  readonly idempotency?: "required" | "optional";
  /** The body is multipart/form-data with one part named `file`; `body` describes the other parts. */
  readonly upload?: { readonly bytesMax: number };
  /** The answer is a file of this content type; `result` must be `downloadFile`. */
  readonly download?: "application/zip";
  /** Requests per minute from one caller; the default is generous. */
  readonly ratePerMinute?: number;
  /** For a public GET whose answer is the same for everybody: how long any cache between may keep it. Otherwise nothing is kept. */
  readonly cacheSeconds?: number;
}

/** Keeps the access as it is written, so that the server knows by its type who can be asking. */
export function endpoint<P extends z.ZodType, B extends z.ZodType, R extends z.ZodType, const A extends Access>(
  shape: Endpoint<P, B, R> & { readonly access: A },
): Endpoint<P, B, R> & { readonly access: A } {
  return shape;
}

export type ParamsOf<E extends Endpoint> = z.output<E["params"]>;
export type BodyOf<E extends Endpoint> = z.output<E["body"]>;
export type ResultOf<E extends Endpoint> = z.output<E["result"]>;

/** What a client hands over: the parts that have nothing in them may be left out. */
export type CallOf<E extends Endpoint> = Optional<"params", z.input<E["params"]>> &
  Optional<"body", z.input<E["body"]>>;

type Optional<K extends string, V> = Record<string, never> extends V
  ? { readonly [key in K]?: V }
  : { readonly [key in K]: V };
