import { inside, whereHeld, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { limitOf, type Page, type PageOrder } from "../../../kernel/page.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import { findArea, findRollPeopleByIdentity, type RollPerson } from "../../organisation/index.ts";
import { readClaims, type Claim, type ClaimState } from "./find-claims.ts";
import { claimedPersonIds } from "./find-claimed-people.ts";

export interface ClaimOrderBy extends PageOrder {
  readonly state?: ClaimState | undefined;
  readonly areaId?: string | undefined;
}

/** Claims in the reviewer's area, oldest first: who has waited longest comes first. */
export async function listClaims(deps: Deps, actor: StaffActor, order: ClaimOrderBy): Promise<Page<Claim>> {
  const area = order.areaId === undefined ? undefined : await findArea(deps.db, order.areaId);
  refuseUnless(area || order.areaId === undefined, "area.not_found");
  const claims = await readClaims(
    deps.db,
    sql`${whereHeld(actor, "claim.review", "a.path")}
      AND ${area ? inside("a.path", area.path) : sql`1 = 1`}
      AND ${order.state ? sql`c.state = ${order.state}` : sql`1 = 1`}
      AND ${deps.pager.after(order, { key: "c.created_at", id: "c.id" }, "up")}`,
    sql`ORDER BY c.created_at, c.id LIMIT ${limitOf(order)}`,
  );
  return deps.pager.cut(claims, order, (claim) => ({ key: claim.createdAt, id: claim.id }));
}

export interface ClaimReview {
  readonly claim: Claim;
  /** What the roll says for the same identity number. */
  readonly match: RollPerson | undefined;
  readonly isClaimed: boolean;
  readonly account: { readonly publicId: string; readonly phoneSealed: string | null };
}

/** What a reviewer compares, for a whole page at once. */
export async function reviewsOf(deps: Deps, claims: readonly Claim[]): Promise<ClaimReview[]> {
  const matches = await findRollPeopleByIdentity(deps.db, claims);
  const claimed = await claimedPersonIds(deps.db, matches.flatMap((match) => (match ? [match.personId] : [])));
  const accounts = await deps.db.select<{ id: number; public_id: string; phone_sealed: string | null }>(sql`
    SELECT id, public_id, phone_sealed FROM accounts WHERE id IN (${listOf([...new Set(claims.map((claim) => claim.accountId))])})`);
  const byId = new Map(accounts.map((account) => [account.id, { publicId: account.public_id, phoneSealed: account.phone_sealed }]));
  return claims.flatMap((claim, index) => {
    const match = matches[index];
    const account = byId.get(claim.accountId);
    return account ? [{ claim, match, isClaimed: match !== undefined && claimed.has(match.personId), account }] : [];
  });
}
