import type { CountyProfile } from "@cunqing/config";
import type { FieldCipher } from "../../../kernel/crypto/field-cipher.ts";
import type { Database } from "../../../kernel/database.ts";
import { sql } from "../../../kernel/sql.ts";
import type { HiddenParts, HiddenSummary, Withheld } from "../../../kernel/withheld.ts";
import { cutRuns, hiddenRuns, type HiddenRun, type HiddenWords, type Run } from "./cut.policy.ts";
import { excerptPlace, withholdingsOf, type Withholding } from "./withholding.ts";

export interface HiddenDeps {
  readonly db: Database;
  readonly cipher: FieldCipher;
  readonly county: CountyProfile;
}

/** Answers every module that shows words or pictures what of them is hidden now. */
export function createWithheld(deps: HiddenDeps): Withheld {
  return {
    async of(subjectKind, subjectIds) {
      const rows = subjectIds.length === 0 ? [] : await withholdingsOf(deps.db, subjectKind, subjectIds);
      const ids = new Set(rows.map((row) => row.subjectId));
      return new Map([...ids].map((id) => [id, hiddenParts(deps, rows.filter((row) => row.subjectId === id))]));
    },
    async isPhotoHidden(photoId) {
      return (await deps.db.selectOne(sql`SELECT id FROM withholdings WHERE photo_id = ${photoId} AND state = 'in_force'`)) !== undefined;
    },
  };
}

/** The runs that are hidden of a text. */
export function runsOf(deps: HiddenDeps, rows: readonly Withholding[], words: string, version?: number | null): HiddenRun[] {
  const parts = rows.filter((row) => row.part === "words").map((row) => ({ row, excerpt: excerptOf(deps.cipher, row) ?? "", ground: groundOf(deps.county, row.groundCode).name }));
  const named: Run[] = parts.flatMap(({ row, excerpt, ground }) => {
    const from = row.fromAt ?? 0;
    // Never by the place alone: in a text that has changed, other words stand there.
    return row.version === version && words.startsWith(excerpt, from) ? [{ from, to: from + excerpt.length, ground }] : [];
  });
  const everywhere: HiddenWords[] = parts.map(({ excerpt, ground }) => ({ words: excerpt, ground }));
  return hiddenRuns(words, named, everywhere);
}

export const excerptOf = (cipher: FieldCipher, row: Pick<Withholding, "publicId" | "excerptSealed">): string | null =>
  row.excerptSealed === null ? null : cipher.open(row.excerptSealed, excerptPlace(row.publicId));

/** A ground that the county has since dropped still hides, under its code. */
export const groundOf = (county: CountyProfile, code: string) =>
  county.privacy.withholdingGrounds.find((ground) => ground.code === code) ?? { code, name: code, source: "" };

function hiddenParts(deps: HiddenDeps, rows: readonly Withholding[]): HiddenParts {
  const photos = new Map(rows.flatMap((row) => (row.photoId === null ? [] : [[row.photoId, groundOf(deps.county, row.groundCode).name] as const])));
  return {
    cut: (words, version) => cutRuns(words, runsOf(deps, rows, words, version)),
    hasPhoto: (photoId) => photos.has(photoId),
    summary(words, version, photoIds) {
      const grounds = runsOf(deps, rows, words, version).flatMap((run) => run.grounds);
      const ofPhotos = photoIds.flatMap((id) => photos.get(id) ?? []);
      return [...counted(deps.county, "words", grounds), ...counted(deps.county, "photo", ofPhotos)];
    },
  };
}

function counted(county: CountyProfile, part: HiddenSummary["part"], grounds: readonly string[]): HiddenSummary[] {
  return [...new Set(grounds)].map((ground) => ({
    part,
    count: grounds.filter((one) => one === ground).length,
    ground,
    source: county.privacy.withholdingGrounds.find(({ name }) => name === ground)?.source ?? "",
  }));
}
