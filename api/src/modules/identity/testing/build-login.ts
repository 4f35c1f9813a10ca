import { system } from "../../../kernel/actor.ts";
import { shanghaiDay } from "../../../kernel/clock.ts";
import { hashPassword } from "../../../kernel/crypto/password.ts";
import { randomId } from "../../../kernel/crypto/random.ts";
import { hotp, newTotpSecret, totpStepAt } from "../../../kernel/crypto/totp.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { TestApi } from "../../../testing/start-api.ts";
import type { World } from "../../../testing/world.ts";
import type { Area } from "../../organisation/index.ts";
import { sealTotpSecret } from "../totp-secrets.ts";
import "../kinds.ts";

export const testPassword = "Xi-Kou-2026-shan";
let testHash: Promise<string> | undefined;

export interface Login {
  readonly id: number;
  readonly publicId: string;
  readonly username: string;
  readonly name: string;
  readonly secret: Buffer;
}

/** Somebody who can log in, with one appointment. All of them share one password: hashing is slow on purpose. */
export async function buildLogin(world: World, role: string, area: Area, name = "劳光荣"): Promise<Login> {
  const { deps } = world;
  testHash ??= hashPassword(testPassword);
  const passwordHash = await testHash;
  const publicId = randomId();
  const username = `u${publicId.replace(/[^A-Za-z0-9]/g, "").slice(0, 16).toLowerCase()}`;
  const secret = newTotpSecret();
  const id = await inTransaction(deps.db, async () => {
    const { insertId } = await deps.db.change(sql`
      INSERT INTO staff (public_id, username, name, password_hash, totp_sealed, totp_last_step, state, failed_count, locked_until, created_at)
      VALUES (${publicId}, ${username}, ${name}, ${passwordHash}, ${sealTotpSecret(deps, publicId, secret)}, 0, 'active', 0, 0, ${deps.clock.now()})`);
    await deps.db.change(sql`
      INSERT INTO appointments (public_id, staff_id, role, area_id, area_path, starts_on)
      VALUES (${randomId()}, ${insertId}, ${role}, ${area.id}, ${area.path}, ${shanghaiDay(deps.clock.now())})`);
    await deps.journal.append(system("test"), { kind: "staff.created", subject: { kind: "staff", id: insertId, publicId }, areaId: area.id });
    return insertId;
  });
  return { id, publicId, username, name, secret };
}

export const codeNow = (world: World, login: Pick<Login, "secret">): string => hotp(login.secret, totpStepAt(world.clock.now()));

/** Both steps of a log-in. Answers the headers of the session. */
export async function signIn(world: World, api: TestApi, login: Login): Promise<Record<string, string>> {
  const { body } = await api.post("/staff/sessions", { username: login.username, password: testPassword });
  const answer = await api.post("/staff/sessions/totp", { challenge: body.challenge, code: codeNow(world, login), delivery: "token" });
  if (answer.status !== 200) {
    throw new Error(`the log-in was refused: ${JSON.stringify(answer.body)}`);
  }
  return { authorization: `Bearer ${answer.body.token}` };
}

/** As if an administrator had done it: by the database, with an entry so that the record stays whole. */
export async function setState({ deps }: World, login: Login, state: string): Promise<void> {
  await inTransaction(deps.db, async () => {
    await deps.db.change(sql`UPDATE staff SET state = ${state} WHERE id = ${login.id}`);
    await deps.journal.append(system("test"), { kind: "staff.locked", subject: { kind: "staff", id: login.id, publicId: login.publicId }, areaId: null });
  });
}
