import { limits } from "@cunqing/contract";
import { grantAt, type Actor } from "../../../kernel/actor.ts";
import { randomId } from "../../../kernel/crypto/random.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { SheetRefused } from "../../../kernel/sheet/sheet-refused.ts";
import { sniffSheet } from "../../../kernel/sheet/sniff.ts";
import { nothing, sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { Area } from "../area.ts";
import type { OrganisationDeps } from "../ports.ts";
import { importSubject, lockRollImport, readRollImports, type RollImport } from "../roll-import.ts";
import { isBusy } from "../roll-import.state.ts";
import { finishImport } from "./finish-import.ts";
import { lockAreas } from "./lock-areas.ts";

export interface RollFile {
  readonly path: string;
  readonly name: string;
  readonly byteCount: number;
}

/** Takes an uploaded roll in for a dry run. The caller has checked the right to import at this village. */
export async function startRollImport(deps: OrganisationDeps, actor: Actor, village: Area, file: RollFile): Promise<RollImport> {
  await refuseOtherFiles(file);
  const publicId = randomId();
  const storageKey = `rolls/${publicId}`;
  await deps.storage.adopt(storageKey, file.path);
  try {
    return await inTransaction(deps.db, () => insertImport(deps, actor, village, { publicId, storageKey, fileName: file.name }));
  } catch (error) {
    await deps.storage.remove(storageKey);
    throw error;
  }
}

async function insertImport(
  deps: OrganisationDeps,
  actor: Actor,
  village: Area,
  order: { readonly publicId: string; readonly storageKey: string; readonly fileName: string },
): Promise<RollImport> {
  const { db, clock, journal } = deps;
  // The village's row is the gate: of two uploads at once the second sees the first.
  const locked = (await lockAreas(db, [village.id])).get(village.id);
  refuseUnless(locked && locked.closedAt === null, "area.not_found");
  const before = await readRollImports(db, sql`i.village_id = ${village.id} AND i.state IN ('reading', 'checked', 'applying')`, nothing);
  refuseUnless(!before.some(isBusy), "roll_import.busy");
  for (const faulty of before) {
    await finishImport(deps, actor, faulty, "cancelled", { why: "superseded" });
  }

  const { insertId: id } = await db.change(sql`
    INSERT INTO roll_imports
      (public_id, village_id, staff_id, file_name, storage_key, state, generation, rows_read, rows_applied,
       new_count, changed_count, same_count, duplicate_count, error_count, created_at)
    VALUES (${order.publicId}, ${village.id}, ${actor.kind === "staff" ? actor.staffId : null}, ${order.fileName}, ${order.storageKey},
       'reading', 0, 0, 0, 0, 0, 0, 0, 0, ${clock.now()})`);
  await journal.append(actor, {
    kind: "roll.import_started",
    subject: importSubject({ id, publicId: order.publicId }),
    areaId: village.id,
    role: grantAt(actor, "roll.import", village.path)?.role,
    details: { fileName: order.fileName },
  });
  const made = await lockRollImport(db, id);
  if (!made) {
    throw new Error("the import just started is not there");
  }
  return made;
}

/** What can be seen at a glance is told at once; the rest comes to light while reading. */
async function refuseOtherFiles(file: RollFile): Promise<void> {
  try {
    const format = await sniffSheet(file);
    refuseUnless(format === "csv" || file.byteCount <= limits.rollXlsxBytesMax, "sheet.too_large");
  } catch (error) {
    throw error instanceof SheetRefused ? new Refusal("sheet.refused", { facts: { words: error.message } }) : error;
  }
}
