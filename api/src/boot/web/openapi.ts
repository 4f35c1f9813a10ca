import { endpoints, refusals, type Endpoint, type NamedEndpoint } from "@cunqing/contract";
import * as z from "zod";

/** The OpenAPI 3.1 description, made of the same schemas that the API runs on. */
export function openApiDocument(serverUrl: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const named of endpoints) {
    const path = named.endpoint.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [named.endpoint.method.toLowerCase()]: operationOf(named) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "村情通 Cunqingtong API",
      version: "0.1.0",
      description: "Times are milliseconds since 1970 in UTC, days are in Asia/Shanghai, ids are opaque strings. Every refusal has the shape of `Refusal`.",
    },
    servers: [{ url: `${serverUrl}/api` }],
    paths,
    components: {
      schemas: { Refusal: refusalSchema },
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        cookie: { type: "apiKey", in: "cookie", name: "cq_session", description: "With the header x-csrf-token on every POST." },
      },
    },
  };
}

const refusalSchema = {
  type: "object",
  required: ["code", "message", "requestId"],
  properties: {
    code: { type: "string", enum: Object.keys(refusals) },
    message: { type: "string", description: "Words for the person, in Chinese." },
    requestId: { type: "string" },
    fields: { type: "array", items: { type: "object", properties: { path: { type: "string" }, message: { type: "string" } } } },
    facts: { type: "object" },
  },
};

function operationOf({ module, name, endpoint }: NamedEndpoint): object {
  return {
    operationId: name,
    tags: [module],
    summary: endpoint.summary,
    ...("public" in endpoint.access ? { security: [], description: endpoint.access.because } : { security: [{ bearer: [] }, { cookie: [] }] }),
    parameters: [...parametersOf(endpoint), ...keyHeaderOf(endpoint)],
    ...(endpoint.method === "POST" ? { requestBody: bodyOf(endpoint) } : {}),
    responses: {
      200: { description: "Done.", content: answerOf(endpoint) },
      ...responsesOf(endpoint),
    },
  };
}

function answerOf(endpoint: Endpoint): object {
  return endpoint.download === undefined
    ? { "application/json": { schema: schemaOf(endpoint.result, "output") } }
    : { [endpoint.download]: { schema: { type: "string", format: "binary" } } };
}

function parametersOf(endpoint: Endpoint): object[] {
  const schema = schemaOf(endpoint.params, "input") as { properties?: Record<string, object>; required?: string[] };
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const isInPath = endpoint.path.includes(`:${name}`);
    return { name, in: isInPath ? "path" : "query", required: isInPath || (schema.required ?? []).includes(name), schema: property };
  });
}

function keyHeaderOf(endpoint: Endpoint): object[] {
  return endpoint.idempotency === undefined
    ? []
    : [{ name: "Idempotency-Key", in: "header", required: endpoint.idempotency === "required", schema: { type: "string", minLength: 16, maxLength: 80 } }];
}

function bodyOf(endpoint: Endpoint): object {
  const schema = schemaOf(endpoint.body, "input") as { properties?: object };
  return endpoint.upload
    ? {
        required: true,
        content: {
          "multipart/form-data": {
            schema: { type: "object", required: ["file"], properties: { file: { type: "string", contentMediaType: "application/octet-stream" }, ...schema.properties } },
          },
        },
      }
    : { content: { "application/json": { schema } } };
}

/** Refusals by status, with the codes that this endpoint may give. */
function responsesOf(endpoint: Endpoint): Record<string, object> {
  const byStatus = new Map<number, string[]>();
  for (const code of endpoint.refusals) {
    const { status } = refusals[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      { description: codes.map((code) => `\`${code}\``).join(", "), content: { "application/json": { schema: { $ref: "#/components/schemas/Refusal" } } } },
    ]),
  );
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
