import { createHmac } from "node:crypto";
import type { Role, Settings } from "@cunqing/config";
import { system } from "../../kernel/actor.ts";
import { shanghaiDay } from "../../kernel/clock.ts";
import { hashPassword } from "../../kernel/crypto/password.ts";
import { toBase32 } from "../../kernel/crypto/totp.ts";
import { sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { getCounty, openGrid, readAreas, type Area } from "../organisation/index.ts";
import { insertStaff } from "./commands/create-staff.ts";
import { giveAppointment } from "./commands/give-appointment.ts";
import type { IdentityDeps } from "./deps.ts";
import { findStaffByUsername } from "./queries/find-staff.ts";
import { sealTotpSecret } from "./totp-secrets.ts";

/** Somebody of the demo, with everything it takes to log in as him. */
export interface DemoPerson {
  readonly role: string;
  readonly roleName: string;
  readonly name: string;
  readonly username: string;
  readonly password: string;
  readonly totpSecret: string;
  readonly area: string;
}

export const demoPassword = "cunqing-demo-2026";
const actor = system("demo");

/**
 * Puts somebody into every role of the county, so that each can be looked at. Passwords and authenticators are known
 * to everybody. Whoever is there already is left as he is.
 * @throws an Error in production.
 */
export async function seedDemoStaff(deps: IdentityDeps & { readonly mode: Settings["mode"] }): Promise<DemoPerson[]> {
  if (deps.mode === "production") {
    throw new Error("the demo's people have no place in production");
  }
  const places = await findPlaces(deps);
  const passwordHash = await hashPassword(demoPassword);
  const posts = deps.county.roles.flatMap((role) => places.filter((place) => fits(role, place.area)).map((place, index) => ({ role, place, index })));
  const people: DemoPerson[] = [];
  for (const [number, { role, place, index }] of posts.entries()) {
    const username = index === 0 ? role.code : `${role.code}.${place.suffix}`;
    const secret = createHmac("sha1", "demo-people").update(username).digest();
    const name = names[number % names.length] ?? "";
    await seedOne(deps, { username, name, passwordHash, secret }, role, place.area);
    people.push({ role: role.code, roleName: role.name, name, username, password: demoPassword, totpSecret: toBase32(secret), area: place.area.name });
  }
  return people;
}

interface Place {
  readonly area: Area;
  /** Tells user names of one role apart. */
  readonly suffix: string;
}

/** Where the demo plays. A county without these places plays in fewer. */
async function findPlaces(deps: IdentityDeps): Promise<Place[]> {
  const named = async (kind: Area["kind"], name: string): Promise<Area | undefined> => (await readAreas(deps.db, sql`kind = ${kind} AND name = ${name}`))[0];
  const village = await named("village", "溪口村");
  const places: readonly { readonly area: Area | undefined; readonly suffix: string }[] = [
    { area: village && (await demoGrid(deps, village)), suffix: "wg" },
    { area: village, suffix: "xkc" },
    { area: await named("village", "张王村"), suffix: "zwc" },
    { area: await named("township", "溪口镇"), suffix: "xkz" },
    { area: await getCounty(deps.db), suffix: "ly" },
  ];
  return places.flatMap(({ area, suffix }) => (area ? [{ area, suffix }] : []));
}

/** Grids are drawn by each village; the county's file of areas has none. */
async function demoGrid(deps: IdentityDeps, village: Area): Promise<Area> {
  const [grid] = await readAreas(deps.db, sql`kind = 'grid' AND parent_id = ${village.id} AND closed_at IS NULL`);
  return grid ?? openGrid(deps, actor, village, "第一网格");
}

const fits = (role: Role, area: Area): boolean => role.areaKinds.includes(area.kind);

interface DemoLogin {
  readonly username: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly secret: Buffer;
}

async function seedOne(deps: IdentityDeps, { username, name, passwordHash, secret }: DemoLogin, role: Role, area: Area): Promise<void> {
  if (await findStaffByUsername(deps.db, username)) {
    return;
  }
  await inTransaction(deps.db, async () => {
    const staff = await insertStaff(deps, actor, { username, name, personId: null }, area.id);
    await deps.db.change(sql`
      UPDATE staff SET password_hash = ${passwordHash}, totp_sealed = ${sealTotpSecret(deps, staff.publicId, secret)}, state = 'active'
      WHERE id = ${staff.id}`);
    await giveAppointment(deps, actor, staff, area, { role: role.code, startsOn: shanghaiDay(deps.clock.now()) });
  });
}

/** Nobody's: surnames of the country around Longyou, given names at random. */
const names = (
  "徐建国 方小红 余根土 叶丽芳 劳水根 祝美珍 傅国强 蓝桂花 袁平华 胡金妹 吴志明 雷彩云 姜树根 邱月仙 童建新 毛秀英 程有福 章雪琴 杨土生 何玉兰 " +
  "汪大海 夏春花 季永康 施巧云 潘阿根 严爱珍 钟立新 华素芬 孔令军 翁菊香 沈家兴 陆梅英 董卫东 郑翠娥 黄伟民 钱小燕 林福田 陈银娣 周长根 王惠琴"
).split(" ");
