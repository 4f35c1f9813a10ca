import { createHash } from "node:crypto";
import { BoundedMap } from "./bounded.ts";
import { type JsonObject, textOf } from "./http.ts";

/** Somebody with a WeChat account and a phone. `note` is shown under the name, so that a visitor knows who to pick. */
export type SandboxPerson = {
  id: string;
  name: string;
  phone: string;
  openId: string;
  unionId?: string;
  note?: string;
};

/** The open id may be left out: it then follows from the id, so a restart does not turn everybody into a stranger. */
export type PersonInput = Omit<SandboxPerson, "openId"> & { openId?: string };

export type People = ReturnType<typeof createPeople>;

const maxPeople = 2000;

export function createPeople(start: readonly PersonInput[]) {
  const byId = new BoundedMap<SandboxPerson>(maxPeople);

  /** Adding the same id again replaces the person. */
  function add(input: PersonInput): SandboxPerson {
    const person: SandboxPerson = { ...input, openId: input.openId ?? openIdFor(input.id) };
    byId.set(person.id, person);
    return person;
  }

  for (const input of start) {
    add(input);
  }

  return {
    add,
    list: (): SandboxPerson[] => [...byId.values()],
    find: (id: string): SandboxPerson | undefined => byId.get(id),
    hasOpenId: (openId: string): boolean => [...byId.values()].some((person) => person.openId === openId),
  };
}

export function parsePerson(body: JsonObject): PersonInput | undefined {
  const id = textOf(body["id"], 64);
  const name = textOf(body["name"], 40);
  const phone = textOf(body["phone"], 11);
  if (id === undefined || name === undefined || phone === undefined || !isPhone(phone)) {
    return undefined;
  }
  const openId = textOf(body["openId"], 64);
  const unionId = textOf(body["unionId"], 64);
  const note = textOf(body["note"], 60);
  return {
    id,
    name,
    phone,
    ...(openId === undefined ? {} : { openId }),
    ...(unionId === undefined ? {} : { unionId }),
    ...(note === undefined ? {} : { note }),
  };
}

export const isPhone = (text: string): boolean => /^1[3-9]\d{9}$/.test(text);

// Real open ids are 28 characters and start with an "o".
function openIdFor(personId: string): string {
  return `o${createHash("sha256").update(`sandbox ${personId}`).digest("base64url").slice(0, 27)}`;
}

/** Invented people for a first look; a demo county brings its own through `people` or `POST /sandbox/people`. */
export const demoPeople: readonly PersonInput[] = [
  { id: "wu-dabo", name: "吴大伯", phone: "13900000001", note: "溪口镇 溪口村 村民" },
  { id: "zhang-ayi", name: "张阿姨", phone: "13900000002", note: "溪口镇 溪口村 村民" },
  { id: "lao-wang", name: "王老伯", phone: "13900000003", note: "东华街道 张王村 村民" },
  { id: "chen-xiaoyan", name: "陈晓燕", phone: "13900000004", note: "在杭州打工，老家溪口村" },
  { id: "new-here", name: "李新来", phone: "13900000005", note: "第一次来，名册上没有" },
  { id: "grid-worker", name: "徐网格", phone: "13900000006", note: "溪口村 网格员" },
  { id: "village-secretary", name: "傅书记", phone: "13900000007", note: "溪口村 村书记" },
];
