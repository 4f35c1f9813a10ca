import { parseNote } from "@cunqing/proof";
import { system, type StaffActor, type VillagerActor } from "../../../../kernel/actor.ts";
import { createCosigner, newNoteKey } from "../../../../kernel/crypto/note-signer.ts";
import { randomId } from "../../../../kernel/crypto/random.ts";
import { sql } from "../../../../kernel/sql.ts";
import { inTransaction } from "../../../../kernel/transaction.ts";
import { buildStaff, buildVillager } from "../../../../testing/build-actors.ts";
import { openWorld, type World } from "../../../../testing/world.ts";
import { acceptCase } from "../../../cases/commands/accept-case.ts";
import { buildCase } from "../../../cases/testing/build-case.ts";
import { openEpoch } from "../../epochs/open-epoch.ts";
import { newestCheckpoint } from "../../tree/tree-store.ts";
import { openCheck, type VerifyDeps } from "../open-check.ts";
import { stepDatabase } from "../verify-database.ts";
import { loadState, newState, saveState, withFindings, type VerifyState } from "../verify-state.ts";
import { openAttacker, type Attacker } from "./open-attacker.ts";

export interface TamperingWorld {
  readonly world: World;
  readonly attacker: Attacker;
  readonly wu: VillagerActor;
  readonly secretary: StaffActor;
  /** Internal ids of a public and a private case, both accepted. */
  readonly openCase: number;
  readonly privateCase: number;
  /** The whole record, through a saved state after every step; `saved` are heads kept elsewhere. */
  verify(saved?: readonly string[]): Promise<VerifyState>;
  /** A case comes in and is sealed. */
  goOn(): Promise<void>;
  newestNote(): Promise<string>;
  close(): Promise<void>;
}

/** A small county whose record has a full tile, an open one, a restore behind it and a witness. */
export async function openTamperingWorld(): Promise<TamperingWorld> {
  const world = await openWorld({ isTampered: true });
  const witness = newNoteKey("见证人", "cosignature");
  const { trail } = world.deps.county;
  const deps: VerifyDeps = { ...world.deps, county: { ...world.deps.county, trail: { ...trail, witnesses: [{ name: "见证人", vkey: witness.vkey, isOutside: true }] } } };
  const { xikouVillage } = world.areas;
  const wu = await buildVillager(world, xikouVillage);
  const secretary = await buildStaff(world, "village_secretary", xikouVillage);
  await fill(world, 150);
  await openEpoch(world.deps.db, { origin: trail.origin, lastCheckpoint: null, atMs: world.clock.now(), signNote: world.deps.recordSigner.signNote });
  await fill(world, 130);
  const ids = [await buildCase(world, wu, xikouVillage), await buildCase(world, wu, xikouVillage, { isPrivate: true })];
  for (const id of ids) {
    await acceptCase(world.deps, secretary, id, { seenState: "submitted", note: "马上去看" });
    await world.settle();
  }
  await cosign(world, witness.signerKey);
  const attacker = await openAttacker(world.migratorUrl);
  const internal = async (publicId: string | undefined) => (await world.deps.db.selectOne<{ id: number }>(sql`SELECT id FROM cases WHERE public_id = ${publicId ?? ""}`))?.id ?? 0;
  return {
    world,
    attacker,
    wu,
    secretary,
    openCase: await internal(ids[0]),
    privateCase: await internal(ids[1]),
    verify: (saved) => verifyAll(deps, saved),
    async goOn() {
      await buildCase(world, wu, xikouVillage);
      await world.settle();
    },
    newestNote: async () => (await newestCheckpoint(world.deps.db))?.note ?? "",
    async close() {
      await attacker.close();
      await world.close();
    },
  };
}

export async function verifyAll(deps: VerifyDeps, saved: readonly string[] = []): Promise<VerifyState> {
  const { check, findings } = await openCheck(deps, saved);
  let state = withFindings(newState, findings);
  while (state.phase !== "done") {
    state = loadState(saveState(await stepDatabase(check, state)));
  }
  return state;
}

async function fill(world: World, count: number): Promise<void> {
  const { db, journal } = world.deps;
  await inTransaction(db, async () => {
    for (let id = 1; id <= count; id += 1) {
      const subject = { kind: "reader_hold", id, publicId: randomId() };
      await journal.append(system("test"), { kind: "reader.hold_released", subject, areaId: null, details: { reader: `任务 ${id}` } });
    }
  });
  await world.settle();
}

async function cosign({ deps: { db }, clock }: World, key: string): Promise<void> {
  const signer = createCosigner(key);
  const newest = await newestCheckpoint(db);
  const text = parseNote(newest?.note ?? "")?.text;
  if (!newest || text === undefined) {
    throw new Error("there is no head to cosign");
  }
  const seconds = Math.floor(clock.now() / 1000);
  const keyId = signer.vkey.split("+")[1] ?? "";
  await db.change(sql`
    INSERT INTO trail_cosignatures (size, witness, key_id, at_ms, line)
    VALUES (${newest.size}, ${signer.name}, ${keyId}, ${seconds * 1000}, ${signer.cosign(text, seconds)})`);
}
