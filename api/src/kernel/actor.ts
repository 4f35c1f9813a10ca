import type { Permission } from "@cunqing/contract";
import { join, name, sql, type Sql } from "./sql.ts";

/** One appointment as the running code needs it: a role, what it allows, and where. */
export interface Grant {
  readonly role: string;
  readonly areaId: number;
  /** Such as "/1/5/20/": built of stable area ids, outermost first. */
  readonly areaPath: string;
  readonly permissions: ReadonlySet<Permission>;
}

/**
 * On whose behalf the code runs. The capacity is decided by the session, never by the person:
 * a secretary who reports a pothole from his villager session is a villager.
 */
export type Actor = VillagerActor | StaffActor | AnonymousActor | SystemActor;

export interface VillagerActor {
  readonly kind: "villager";
  readonly accountId: number;
  readonly publicId: string;
  readonly name: string;
  readonly sessionId: number;
}

export interface StaffActor {
  readonly kind: "staff";
  readonly staffId: number;
  readonly publicId: string;
  readonly name: string;
  readonly sessionId: number;
  readonly grants: readonly Grant[];
}

export interface AnonymousActor {
  readonly kind: "anonymous";
}

/** A scheduled job or a reader; `name` says which. */
export interface SystemActor {
  readonly kind: "system";
  readonly name: string;
}

export const anonymous: AnonymousActor = { kind: "anonymous" };

export function system(jobName: string): SystemActor {
  return { kind: "system", name: jobName };
}

/** Whether the actor holds the permission anywhere at all. */
export function holds(actor: Actor, permission: Permission): boolean {
  return grantsOf(actor).some((grant) => grant.permissions.has(permission));
}

/** Whether the actor holds the permission at this place. The list filter is `whereHeld`: keep the two alike. */
export function holdsAt(actor: Actor, permission: Permission, areaPath: string): boolean {
  return grantsOf(actor).some((grant) => grant.permissions.has(permission) && areaPath.startsWith(grant.areaPath));
}

/** The same decision as `holdsAt`, for a list: a condition on the column that holds the area path. */
export function whereHeld(actor: Actor, permission: Permission, column: string): Sql {
  const paths = heldPaths(actor, permission);
  if (paths.length === 0) {
    return sql`1 = 0`;
  }
  const ranges = paths.map((path) => inside(column, path));
  return sql`(${join(ranges, " OR ")})`;
}

/** Rows whose area lies in `path`: a range, because SQLite's LIKE scans. Binary collation assumed. */
export function inside(column: string, path: string): Sql {
  return sql`(${name(column)} >= ${path} AND ${name(column)} < ${after(path)})`;
}

/** The grant by which the actor acts at a place, for the journal's role column. */
export function grantAt(actor: Actor, permission: Permission, areaPath: string): Grant | undefined {
  return grantsOf(actor).find((grant) => grant.permissions.has(permission) && areaPath.startsWith(grant.areaPath));
}

/** Paths where the permission is held, without those that lie in another one of them. */
export function heldPaths(actor: Actor, permission: Permission): readonly string[] {
  const all = grantsOf(actor).filter((grant) => grant.permissions.has(permission)).map((grant) => grant.areaPath);
  const unique = [...new Set(all)];
  return unique.filter((path) => !unique.some((other) => other !== path && path.startsWith(other)));
}

function grantsOf(actor: Actor): readonly Grant[] {
  return actor.kind === "staff" ? actor.grants : [];
}

/** The first string after all that begin with `path`: paths end in "/", and "0" follows it in ASCII. */
function after(path: string): string {
  return `${path.slice(0, -1)}0`;
}
