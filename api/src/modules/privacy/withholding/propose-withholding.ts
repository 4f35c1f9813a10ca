import type { BodyOf, proposeWithholding as endpoint } from "@cunqing/contract";
import { grantAt, holdsAt, type StaffActor } from "../../../kernel/actor.ts";
import { randomId } from "../../../kernel/crypto/random.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { markedRun } from "./cut.policy.ts";
import { runsOf } from "./hidden-parts.ts";
import { withholdables, type Published, type WithholdableKind } from "./subjects.ts";
import { excerptPlace, openWithholdingsOf, subjectOf, type Withholding } from "./withholding.ts";

export type ProposeOrder = BodyOf<typeof endpoint>;

/** Asks a second person to hide a part of something published. Nothing changes for anybody yet. */
export async function proposeWithholding(deps: Deps, actor: StaffActor, kind: WithholdableKind, subjectId: string, order: ProposeOrder): Promise<string> {
  return inTransaction(deps.db, async () => {
    const published = await withholdables[kind].lock(deps, subjectId);
    refuseUnless(published, "case.not_found");
    refuseUnless(holdsAt(actor, "withhold.propose", published.areaPath), "access.denied");
    refuseUnless(deps.county.privacy.withholdingGrounds.some(({ code }) => code === order.groundCode), "withholding.ground_unknown");
    const open = await openWithholdingsOf(deps.db, kind, published.id);
    const part = order.part.kind === "photo" ? photoPart(published, open, order.part.photoId) : wordsPart(deps, published, open, order.part);
    const publicId = randomId();
    const sealed = part.excerpt === null ? null : deps.cipher.seal(part.excerpt, excerptPlace(publicId));
    const { insertId: id } = await deps.db.change(sql`
      INSERT INTO withholdings
        (public_id, state, subject_kind, subject_id, village_id, area_path, part, version, from_at, to_at, excerpt_sealed, photo_id,
         ground_code, reason, proposed_by, proposed_at)
      VALUES
        (${publicId}, 'proposed', ${kind}, ${published.id}, ${published.villageId}, ${published.areaPath}, ${order.part.kind},
         ${published.version}, ${part.from}, ${part.to}, ${sealed}, ${part.photoId}, ${order.groundCode}, ${order.reason},
         ${actor.staffId}, ${deps.clock.now()})`);
    await deps.journal.append(actor, {
      kind: "withholding.proposed",
      subject: subjectOf({ id, publicId }),
      areaId: published.villageId,
      role: grantAt(actor, "withhold.propose", published.areaPath)?.role,
      details: { of: published.publicId, part: order.part.kind, ground: order.groundCode, reason: order.reason },
    });
    return publicId;
  });
}

interface Part {
  readonly from: number | null;
  readonly to: number | null;
  readonly excerpt: string | null;
  readonly photoId: string | null;
}

function photoPart(published: Published, open: readonly Withholding[], photoId: string): Part {
  refuseUnless(published.photoIds.includes(photoId), "withholding.nothing_there");
  refuseUnless(!open.some((row) => row.photoId === photoId), "withholding.open_already");
  return { from: null, to: null, excerpt: null, photoId };
}

/** The run is counted in the text as pages show it, where notes stand in the place of what is hidden already. */
function wordsPart(deps: Deps, published: Published, open: readonly Withholding[], marked: { readonly from: number; readonly to: number }): Part {
  const { words, version } = published;
  const inForce = open.filter((row) => row.state === "in_force");
  const run = markedRun(words, runsOf(deps, inForce, words, version), marked.from, marked.to);
  const excerpt = run === undefined ? "" : words.slice(run.from, run.to);
  if (run === undefined || excerpt.trim() === "") {
    throw new Refusal("withholding.nothing_there");
  }
  const isOpen = runsOf(deps, open, words, version).some((one) => one.from <= run.from && run.to <= one.to);
  refuseUnless(!isOpen, "withholding.open_already");
  return { ...run, excerpt, photoId: null };
}
