import type { ResultOf, getAccount, rollClaim, claimForReview } from "@cunqing/contract";
import type * as z from "zod";
import { maskIdentity, maskPhone } from "../../kernel/crypto/mask.ts";
import type { Deps } from "../../kernel/deps.ts";
import { areasById, refOf, rollPersonOf, type Area } from "../organisation/index.ts";
import { findAccount, openPhone, type Account } from "./queries/find-account.ts";
import type { Claim } from "./queries/find-claims.ts";
import type { ClaimReview } from "./queries/list-claims.ts";

type AccountView = ResultOf<typeof getAccount>;

export async function presentAccount(deps: Deps, accountId: number): Promise<AccountView> {
  const account = await findAccount(deps.db, accountId);
  if (!account) {
    throw new Error("somebody is signed in who does not exist");
  }
  const phone = openPhone(deps, account);
  const village = account.villageId === null ? undefined : (await areasById(deps.db, [account.villageId])).get(account.villageId);
  return {
    id: account.publicId,
    name: account.name,
    maskedPhone: phone === null ? null : maskPhone(phone),
    hasWechat: account.wechatSealed !== null,
    village: village ? refOf(village) : null,
    isOnRoll: await isOnRoll(deps, account, village),
  };
}

/** On the roll of the chosen village itself, or of one that was merged into it. */
async function isOnRoll(deps: Deps, { personId }: Account, village: Area | undefined): Promise<boolean> {
  const person = personId === null ? undefined : await rollPersonOf(deps.db, personId);
  const home = person && (await areasById(deps.db, [person.villageId])).get(person.villageId);
  return home !== undefined && village !== undefined && home.path.startsWith(village.path);
}

type ClaimView = z.output<typeof rollClaim>;
type ReviewView = z.output<typeof claimForReview>;

export async function presentClaims(deps: Deps, claims: readonly Claim[]): Promise<ClaimView[]> {
  const villages = await areasById(deps.db, claims.map((claim) => claim.villageId));
  return claims.flatMap((claim) => {
    const village = villages.get(claim.villageId);
    return village ? [presentClaim(deps, claim, village)] : [];
  });
}

export async function presentReviews(deps: Deps, reviews: readonly ClaimReview[]): Promise<ReviewView[]> {
  const views = await presentClaims(deps, reviews.map((review) => review.claim));
  return reviews.flatMap(({ match, isClaimed, account }, index) => {
    const view = views[index];
    const phone = openPhone(deps, account);
    return view
      ? [
          {
            ...view,
            match: match ? { personId: match.publicId, name: match.name, householdNumber: match.householdNumber, isClaimed } : null,
            maskedPhone: phone === null ? null : maskPhone(phone),
          },
        ]
      : [];
  });
}

function presentClaim(deps: Deps, claim: Claim, village: Area): ClaimView {
  const identity = deps.cipher.open(claim.identitySealed, { field: "claims.identity_sealed", rowId: claim.publicId });
  return {
    id: claim.publicId,
    village: refOf(village),
    name: claim.name,
    maskedIdentity: maskIdentity(identity),
    state: claim.state,
    reason: claim.reason,
    createdAt: claim.createdAt,
  };
}
