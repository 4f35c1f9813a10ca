import { endpoints, type Endpoint } from "@cunqing/contract";
import * as z from "zod";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

describe("the contract and the routes", () => {
  it("match one to one: nothing is promised that is not there, nothing is there that is not promised", () => {
    const promised = endpoints.map(({ endpoint }) => endpoint);
    const there = world.composed.routes.map((route) => route.endpoint);
    expect(new Set(there).size).toBe(there.length);
    expect(promised.filter((endpoint) => !there.includes(endpoint)).map(nameOf)).toEqual([]);
    expect(there.filter((endpoint) => !promised.includes(endpoint)).map(nameOf)).toEqual([]);
  });

  it("agree on what may be sent twice: a recall exactly where a key is honoured", () => {
    const differing = world.composed.routes.filter((route) => (route.recall !== undefined) !== (route.endpoint.idempotency !== undefined));
    expect(differing.map((route) => nameOf(route.endpoint))).toEqual([]);
  });

  it("have readers, loops and jobs of different names, or two would share one cursor or slot", () => {
    const { readers, loops, jobs } = world.composed;
    for (const names of [readers, loops, jobs].map((things) => things.map((thing) => thing.name))) {
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

const nameOf = (endpoint: Endpoint): string => `${endpoint.method} ${endpoint.path}`;

describe("ids that leave the server", () => {
  /** What a person calls by its name rather than by an id of ours. */
  const names = new Set(["templateId"]);

  it.each(endpoints.map(({ name, endpoint }) => [name, endpoint] as const))("of %s are public ones: text of a fixed form, never a number", (_, endpoint) => {
    expect(idsOf(z.toJSONSchema(endpoint.result, { io: "output", unrepresentable: "any" }) as Schema, names)).toEqual([]);
  });
});

interface Schema {
  readonly type?: string;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** Properties called an id whose schema is something else than a public id. */
function idsOf(schema: Schema, names: ReadonlySet<string>, path = ""): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const here = `${path}.${name}`;
    const isId = /(^id|Id)$/.test(name) && !names.has(name);
    return [...(isId && !isPublicId(property) ? [here] : []), ...idsOf(property, names, here)];
  });
  const deeper = [schema.items, ...(schema.anyOf ?? []), ...(schema.allOf ?? [])].flatMap((part) => (part ? idsOf(part, names, path) : []));
  return [...own, ...deeper];
}

function isPublicId(schema: Schema): boolean {
  const parts = schema.anyOf ?? [schema];
  return parts.every((part) => part.type === "null" || part.type === "string");
}
