import { endpoints, type Endpoint } from "@cunqing/contract";
import * as z from "zod";

export interface Call {
  /** The same in both worlds: ids stand by their names. */
  readonly name: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: unknown;
}

/** Values that the accused might try, by the name of the parameter; each under a name that is the same in every world. */
export type Guesses = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Every call the contract allows: each endpoint bare, with each plausible value of each parameter alone, and for what
 * is posted both nothing and a form that is filled in but leads nowhere.
 */
export function callsOf(guesses: Guesses): Call[] {
  return endpoints.flatMap(({ endpoint }) => {
    const places = placesOf(endpoint, guesses);
    const bodies = endpoint.method === "GET" || endpoint.upload ? [undefined] : [{}, filledBody(endpoint, guesses)];
    return places.flatMap(({ name, path }) =>
      bodies.map((body, index) => ({
        name: `${endpoint.method} ${name}${index === 0 ? "" : " filled in"}`,
        method: endpoint.method,
        path,
        ...(body === undefined ? {} : { body }),
      })),
    );
  });
}

interface Place {
  readonly name: string;
  readonly path: string;
}

function placesOf(endpoint: Endpoint, guesses: Guesses): Place[] {
  const schema = schemaOf(endpoint.params);
  const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
  let places: Place[] = [{ name: endpoint.path, path: endpoint.path }];
  for (const param of inPath) {
    places = places.flatMap((place) =>
      guessesFor(param, schema.properties?.[param], guesses).map(([label, value]) => ({
        name: place.name.replace(`:${param}`, label),
        path: place.path.replace(`:${param}`, encodeURIComponent(value)),
      })),
    );
  }
  const inQuery = Object.keys(schema.properties ?? {}).filter((param) => !inPath.includes(param));
  const needed = inQuery.filter((param) => schema.required?.includes(param));
  const always = needed.map((param) => [param, guessesFor(param, schema.properties?.[param], guesses)[0] ?? ["", ""]] as const);
  return places.flatMap((place) => [
    withQuery(place, always.map(([param, [label, value]]) => [param, label, value])),
    ...inQuery.flatMap((param) =>
      guessesFor(param, schema.properties?.[param], guesses).map(([label, value]) =>
        withQuery(place, [
          ...always.filter(([other]) => other !== param).map(([other, [otherLabel, otherValue]]) => [other, otherLabel, otherValue] as const),
          [param, label, value],
        ]),
      ),
    ),
  ]);
}

function withQuery(place: Place, query: readonly (readonly [string, string, string])[]): Place {
  if (query.length === 0) {
    return place;
  }
  return {
    name: `${place.name}?${query.map(([param, label]) => `${param}=${label}`).join("&")}`,
    path: `${place.path}?${new URLSearchParams(query.map(([param, , value]) => [param, value])).toString()}`,
  };
}

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly format?: string;
}

const schemaOf = (type: z.ZodType): Schema => z.toJSONSchema(type, { io: "input", unrepresentable: "any" }) as Schema;

function guessesFor(param: string, schema: Schema | undefined, guesses: Guesses): readonly (readonly [string, string])[] {
  const known = guesses[param] ?? (param.endsWith("Id") ? guesses["id"] : undefined);
  if (known) {
    return Object.entries(known);
  }
  const plain = schema?.anyOf?.[0] ?? schema;
  const words = plain?.enum ?? (plain?.const === undefined ? undefined : [plain.const]);
  if (words) {
    return words.map((word) => [String(word), String(word)]);
  }
  switch (plain?.type) {
    case "boolean":
      return [["true", "true"], ["false", "false"]];
    case "integer":
    case "number":
      return [["1", "1"], ["3", "3"]];
    default:
      return plain?.format === "date" ? Object.entries(guesses["day"] ?? {}) : Object.entries(guesses["words"] ?? {}).slice(0, 1);
  }
}

/** The form as somebody fills it in who has nothing to go by: it gets as far as it gets. */
function filledBody(endpoint: Endpoint, guesses: Guesses): unknown {
  return valueOf("", schemaOf(endpoint.body), guesses);
}

function valueOf(name: string, schema: Schema, guesses: Guesses): unknown {
  if (schema.type === "object") {
    return Object.fromEntries((schema.required ?? []).map((key) => [key, valueOf(key, schema.properties?.[key] ?? {}, guesses)]));
  }
  if (schema.type === "array") {
    return [];
  }
  if (schema.type === "boolean") {
    return false;
  }
  const [first] = guessesFor(name, schema, guesses);
  const value = first?.[1] ?? "";
  return schema.type === "integer" || schema.type === "number" ? Number(value) : value;
}
