import type { rollImport } from "@cunqing/contract";
import type * as z from "zod";
import type { Database } from "../../kernel/database.ts";
import { areasById, refOf } from "./area.ts";
import type { RollImport } from "./roll-import.ts";
import { mayDo } from "./roll-import.state.ts";

export async function presentRollImports(db: Database, imports: readonly RollImport[]): Promise<z.output<typeof rollImport>[]> {
  const villages = await areasById(db, imports.map((found) => found.villageId));
  return imports.flatMap((found) => {
    const village = villages.get(found.villageId);
    return village ? [{ ...found, id: found.publicId, village: refOf(village), may: mayDo(found) }] : [];
  });
}

export async function presentRollImport(db: Database, found: RollImport): Promise<z.output<typeof rollImport>> {
  const [shown] = await presentRollImports(db, [found]);
  if (!shown) {
    throw new Error("an import without a village");
  }
  return shown;
}
