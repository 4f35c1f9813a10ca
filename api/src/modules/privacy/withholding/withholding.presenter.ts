import type * as z from "zod";
import type { withholdingRow } from "@cunqing/contract";
import type { StaffActor } from "../../../kernel/actor.ts";
import { presentPhoto } from "../../files/index.ts";
import { staffNames } from "../../identity/index.ts";
import { areasById, refOf } from "../../organisation/index.ts";
import type { PrivacyDeps } from "../deps.ts";
import { excerptOf, groundOf } from "./hidden-parts.ts";
import { withholdables } from "./subjects.ts";
import { showsExcerpt, stepsOf } from "./withholding.policy.ts";
import type { Withholding } from "./withholding.ts";

/** A page of withholdings as this member of staff may see each; names and places in one look-up each. */
export async function presentWithholdings(deps: PrivacyDeps, actor: StaffActor, rows: readonly Withholding[]): Promise<z.output<typeof withholdingRow>[]> {
  const [areas, names, cases] = await Promise.all([
    areasById(deps.db, rows.map((row) => row.villageId)),
    staffNames(deps.db, rows.flatMap((row) => [row.proposedBy, ...(row.decidedBy === null ? [] : [row.decidedBy])])),
    withholdables.case.names(deps, rows.map((row) => row.subjectId)),
  ]);
  return rows.flatMap((row) => {
    const [village, subject] = [areas.get(row.villageId), cases.get(row.subjectId)];
    if (!village || !subject) {
      return [];
    }
    const isShown = showsExcerpt(actor, row);
    const [by, decider] = [names.get(row.proposedBy), row.decidedBy === null ? undefined : names.get(row.decidedBy)];
    return {
      id: row.publicId,
      state: row.state,
      subject: { kind: "case" as const, id: subject.publicId, title: subject.title },
      village: refOf(village),
      part: row.photoId === null ? { kind: "words" as const, from: row.fromAt ?? 0, to: row.toAt ?? 1 } : { kind: "photo" as const, photoId: row.photoId },
      ground: groundOf(deps.county, row.groundCode),
      reason: row.reason,
      proposedBy: by?.name ?? "工作人员",
      proposedAt: row.proposedAt,
      decidedBy: row.decidedBy === null ? null : (decider?.name ?? "工作人员"),
      decidedAt: row.decidedAt,
      excerpt: isShown ? excerptOf(deps.cipher, row) : null,
      photoUrl: isShown && row.photoId !== null ? presentPhoto(deps, { publicId: row.photoId }).url : null,
      may: stepsOf(actor, row),
    };
  });
}
