import { grantAt, type Actor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { sql } from "../../../kernel/sql.ts";
import { areasById } from "../area.ts";
import { importSubject, type RollImport } from "../roll-import.ts";

type Ending = ["cancelled", { readonly why: "asked" | "superseded" }] | ["failed", { readonly failure: string }];

/** Ends an import that changes nothing on the roll. Call it in a transaction that holds the import's row. */
export async function finishImport(deps: Deps, actor: Actor, found: RollImport, ...[state, details]: Ending): Promise<void> {
  const village = (await areasById(deps.db, [found.villageId])).get(found.villageId);
  const failure = state === "failed" ? details.failure.slice(0, 300) : null;
  await deps.db.change(sql`
    UPDATE roll_imports SET state = ${state}, failure = ${failure}, finished_at = ${deps.clock.now()} WHERE id = ${found.id}`);
  const common = { subject: importSubject(found), areaId: found.villageId, role: grantAt(actor, "roll.import", village?.path ?? "")?.role };
  await deps.journal.append(
    actor,
    state === "failed" ? { ...common, kind: "roll.import_failed", details: { failure: failure ?? "" } } : { ...common, kind: "roll.import_cancelled", details },
  );
}
