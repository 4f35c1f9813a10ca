import { randomUUID } from "node:crypto";
import { BoundedMap, pushBounded } from "../bounded.ts";
import { isObject, type JsonObject, textOf } from "../http.ts";
import { faultOfValue, type SubscribeTemplate } from "./templates.ts";

export type DeliveredMessage = {
  id: string;
  atMs: number;
  openId: string;
  templateId: string;
  title: string;
  page?: string;
  fields: { key: string; label: string; value: string }[];
};

export type Subscriptions = ReturnType<typeof createSubscriptions>;

export type SendOutcome = { errcode: number; detail?: string };

const maxMessages = 500;
const maxTemplates = 100;
const maxQuotas = 20_000;

/** One accept is one message: accepts add up, and a message without one left is 43101. */
export function createSubscriptions(deps: {
  clock: () => number;
  templates: readonly SubscribeTemplate[];
  isOpenId: (openId: string) => boolean;
}) {
  const templates = new BoundedMap<SubscribeTemplate>(maxTemplates);
  const quotas = new BoundedMap<number>(maxQuotas);
  const delivered: DeliveredMessage[] = [];

  for (const template of deps.templates) {
    templates.set(template.id, template);
  }

  const quotaOf = (openId: string, templateId: string): number => quotas.get(`${openId} ${templateId}`) ?? 0;

  function send(body: JsonObject): SendOutcome {
    const openId = textOf(body["touser"]);
    if (openId === undefined || !deps.isOpenId(openId)) {
      return { errcode: 40003 };
    }
    const template = templates.get(textOf(body["template_id"]) ?? "");
    if (template === undefined) {
      return { errcode: 40037 };
    }
    const data = body["data"];
    if (!isObject(data)) {
      return { errcode: 47001 };
    }
    const detail = firstFault(template, data);
    if (detail !== undefined) {
      return { errcode: 47003, detail };
    }
    const page = body["page"];
    if (page !== undefined && !isPage(page)) {
      return { errcode: 41030 };
    }
    const left = quotaOf(openId, template.id);
    if (left === 0) {
      return { errcode: 43101 };
    }

    quotas.set(`${openId} ${template.id}`, left - 1);
    pushBounded(delivered, toMessage(deps.clock(), openId, template, data, page), maxMessages);
    return { errcode: 0 };
  }

  return {
    send,
    quotaOf,
    templates: (): SubscribeTemplate[] => [...templates.values()],
    addTemplate: (template: SubscribeTemplate): void => void templates.set(template.id, template),

    /** The person pressed "允许" once. Answers the quota they now have, or nothing for an unknown template. */
    accept(openId: string, templateId: string): number | undefined {
      if (!templates.has(templateId)) {
        return undefined;
      }
      const quota = quotaOf(openId, templateId) + 1;
      quotas.set(`${openId} ${templateId}`, quota);
      return quota;
    },

    /** Newest last. */
    messages: (openId?: string): DeliveredMessage[] =>
      delivered.filter((message) => openId === undefined || message.openId === openId),
  };
}

function firstFault(template: SubscribeTemplate, data: JsonObject): string | undefined {
  return Object.keys(template.fields)
    .map((key) => faultOfValue(key, valueOf(data, key)))
    .find((fault) => fault !== undefined);
}

function valueOf(data: JsonObject, key: string): unknown {
  const cell = data[key];
  return isObject(cell) ? cell["value"] : undefined;
}

// A page is a path inside the mini-program: neither a leading slash nor a web address.
const isPage = (page: unknown): page is string =>
  typeof page === "string" && page.length <= 1024 && /^[\w-]+(\/[\w-]+)*(\?[^\s]*)?$/.test(page);

function toMessage(
  atMs: number,
  openId: string,
  template: SubscribeTemplate,
  data: JsonObject,
  page: string | undefined,
): DeliveredMessage {
  return {
    id: randomUUID(),
    atMs,
    openId,
    templateId: template.id,
    title: template.title,
    ...(page === undefined ? {} : { page }),
    fields: Object.entries(template.fields).map(([key, label]) => ({ key, label, value: String(valueOf(data, key)) })),
  };
}
