import { inventPerson, type InventedPerson } from "../../../../../sql/seed/invent-person.ts";
import type { StaffActor } from "../../../kernel/actor.ts";
import type { Answer, TestApi } from "../../../testing/start-api.ts";
import type { World } from "../../../testing/world.ts";
import { sessionFor } from "../../identity/testing/session-for.ts";
import type { Area } from "../area.ts";

export const rollTitles = "姓名,身份证号,性别,出生日期,手机号,户号,与户主关系,网格";

const relationWords = { head: "户主", spouse: "配偶", child: "子女", parent: "父母" } as const;

/** One line of a roll for somebody who does not exist. */
export function rollLine(person: InventedPerson, changed: Partial<InventedPerson> = {}): string {
  const one = { ...person, ...changed };
  const cells = [one.name, one.identityNumber, one.sex === "male" ? "男" : "女", one.bornOn, one.phone ?? "", one.householdNo, relationWords[one.relation], "第一网格"];
  return cells.join(",");
}

/** A roll of so many people from a seed on. */
export function rollCsv(from: number, count: number): string {
  const lines = Array.from({ length: count }, (_, index) => rollLine(inventPerson(from + index)));
  return `${[rollTitles, ...lines].join("\r\n")}\r\n`;
}

export async function uploadRoll(
  api: TestApi,
  headers: Record<string, string>,
  village: Area,
  content: string | Uint8Array<ArrayBuffer>,
  fileName = "名册.csv",
): Promise<Answer> {
  const form = new FormData();
  form.set("villageId", village.publicId);
  form.set("file", new Blob([content]), fileName);
  const response = await fetch(`${api.url}/roll-imports`, { method: "POST", headers, body: form });
  return { status: response.status, body: JSON.parse(await response.text()), headers: response.headers };
}

/** A village's roll in force, brought in the way a clerk does it. */
export async function putRoll(world: World, api: TestApi, actor: StaffActor, village: Area, content: string): Promise<void> {
  const headers = await sessionFor(world, actor);
  const { body: started } = await uploadRoll(api, headers, village, content);
  await world.settle();
  const applied = await api.post(`/roll-imports/${started.id}/apply`, {}, headers);
  if (applied.status !== 200) {
    throw new Error(`the roll was not applied: ${JSON.stringify(applied.body)}`);
  }
  await world.settle();
}

/** The bytes a Chinese Windows writes for a text. */
export function gbkBytes(text: string): Uint8Array<ArrayBuffer> {
  gbkTable ??= buildGbkTable();
  const bytes = [...text].flatMap((symbol) => (symbol.charCodeAt(0) < 0x80 ? [symbol.charCodeAt(0)] : (gbkTable?.get(symbol) ?? [0x3f])));
  return Uint8Array.from(bytes);
}

let gbkTable: Map<string, readonly [number, number]> | undefined;

/** Node reads GBK and does not write it, so its own reading is turned around. */
function buildGbkTable(): Map<string, readonly [number, number]> {
  const decoder = new TextDecoder("gb18030");
  const table = new Map<string, readonly [number, number]>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const symbol = decoder.decode(Uint8Array.of(high, low));
      if ([...symbol].length === 1) {
        table.set(symbol, [high, low]);
      }
    }
  }
  return table;
}
