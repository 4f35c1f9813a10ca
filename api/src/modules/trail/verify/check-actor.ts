import type { PlainForm } from "@cunqing/proof";
import { actorCommitment, actorField, isActorCommitment } from "../../../kernel/journal/actor-commitment.ts";

/** Who did it, as the journal's columns say. */
export interface ActorColumns {
  readonly actor_kind: string;
  readonly actor_id: number | null;
  readonly actor_name: string | null;
  readonly role: string | null;
  /** The entry that tells of an account's end is in the record too, so nobody passes as erased who is not. */
  readonly is_actor_erased: number;
}

export type ActorVerdict = "ok" | "erased" | "not covered" | "changed" | "cannot be opened";

/** Holds who did it against what the entry commits to. The salt goes with a person who was erased, and with nobody else. */
export function judgeActor(row: ActorColumns, form: PlainForm, details: readonly { readonly field: string; readonly salt: Buffer }[]): ActorVerdict {
  if (form.actor === null || !isActorCommitment(form.actor)) {
    return "not covered";
  }
  const salt = details.find(({ field }) => field === actorField)?.salt;
  if (!salt) {
    return row.actor_kind === "villager" && row.is_actor_erased === 1 ? "erased" : "cannot be opened";
  }
  const said = { kind: row.actor_kind, id: row.actor_id, name: row.actor_name, role: row.role };
  return salt.length === 32 && actorCommitment(said, salt) === form.actor ? "ok" : "changed";
}
