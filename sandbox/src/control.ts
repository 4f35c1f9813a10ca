import { type Fault, type Faults, parseFault } from "./faults.ts";
import { type Call, isObject, json, type JsonObject, parseObject, refuse, type Reply, type Routes, textOf } from "./http.ts";
import { pageRoutes } from "./page/page.ts";
import { parsePerson, type People, type PersonInput, type SandboxPerson } from "./people.ts";
import type { DeliveredSms, SmsGateway } from "./sms.ts";
import { codeLifeMs } from "./wechat/codes.ts";
import type { DeliveredMessage } from "./wechat/subscribe.ts";
import type { SubscribeTemplate } from "./wechat/templates.ts";
import type { Wechat } from "./wechat/wechat.ts";

/** The same handles as the addresses under /sandbox/, for a test that runs the sandbox in its own process. */
export type Control = {
  people: () => SandboxPerson[];
  addPerson: (input: PersonInput) => SandboxPerson;
  loginCode: (personId: string) => string;
  phoneCode: (personId: string) => string;
  /** The person pressed "允许" once; answers how many messages they now accept. */
  accept: (personId: string, templateId: string) => number;
  addTemplate: (template: SubscribeTemplate) => void;
  messages: (openId?: string) => DeliveredMessage[];
  sms: (phone?: string) => DeliveredSms[];
  addFault: (fault: Fault) => void;
  clearFaults: () => void;
  /** All access tokens end now, earlier than promised: the next call with one gets 42001. */
  expireTokens: () => void;
  /** How often a path outside /sandbox/ was asked. */
  calls: (path: string) => number;
};

type Parts = { people: People; wechat: Wechat; sms: SmsGateway; faults: Faults };

export function createControl(parts: Parts, calls: (path: string) => number): Control {
  const { people, wechat, sms, faults } = parts;
  const openIdOf = (personId: string): string => known(people, personId).openId;

  return {
    people: people.list,
    addPerson: people.add,
    loginCode: (personId) => wechat.loginCodes.issue(known(people, personId).id),
    phoneCode: (personId) => wechat.phoneCodes.issue(known(people, personId).id),
    accept(personId, templateId) {
      const quota = wechat.subscriptions.accept(openIdOf(personId), templateId);
      if (quota === undefined) {
        throw new Error(`no template ${templateId}`);
      }
      return quota;
    },
    addTemplate: wechat.subscriptions.addTemplate,
    messages: wechat.subscriptions.messages,
    sms: sms.outbox,
    addFault(fault) {
      if (!faults.add(fault)) {
        throw new Error("too many faults are planned");
      }
    },
    clearFaults: faults.clear,
    expireTokens: wechat.tokens.expireAll,
    calls,
  };
}

export function controlRoutes(parts: Parts): Routes {
  const { people, wechat, sms, faults } = parts;
  const { subscriptions } = wechat;

  const addPerson = withBody((body) => {
    const input = parsePerson(body);
    return input === undefined ? refuse(400, "bad_person") : json(people.add(input), 201);
  });

  const accept = withBody((body) => {
    const person = people.find(textOf(body["personId"]) ?? "");
    if (person === undefined) {
      return refuse(404, "unknown_person");
    }
    const quota = subscriptions.accept(person.openId, textOf(body["templateId"]) ?? "");
    return quota === undefined ? refuse(404, "unknown_template") : json({ quota });
  });

  const addTemplate = withBody((body) => {
    const template = parseTemplate(body);
    if (template === undefined) {
      return refuse(400, "bad_template");
    }
    subscriptions.addTemplate(template);
    return json(template, 201);
  });

  const addFault = withBody((body) => {
    const fault = parseFault(body);
    if (fault === undefined) {
      return refuse(400, "bad_fault");
    }
    return faults.add(fault) ? json({ faults: faults.list() }, 201) : refuse(429, "too_many_faults");
  });

  const clearFaults = (): Reply => {
    faults.clear();
    return json({ faults: [] });
  };

  return {
    ...pageRoutes,
    "GET /sandbox/people": () => json({ people: people.list() }),
    "POST /sandbox/people": addPerson,
    "POST /sandbox/wechat/login-code": issueCode(people, wechat.loginCodes.issue),
    "POST /sandbox/wechat/phone-code": issueCode(people, wechat.phoneCodes.issue),
    "POST /sandbox/wechat/accept": accept,
    "GET /sandbox/wechat/templates": () => json({ templates: subscriptions.templates() }),
    "POST /sandbox/wechat/templates": addTemplate,
    "GET /sandbox/messages": ({ query }) => json({ messages: subscriptions.messages(query.get("openid") ?? undefined) }),
    "GET /sandbox/sms": ({ query }) => json({ sms: sms.outbox(query.get("phone") ?? undefined) }),
    "GET /sandbox/faults": () => json({ faults: faults.list() }),
    "POST /sandbox/faults": addFault,
    "DELETE /sandbox/faults": clearFaults,
  };
}

function known(people: People, personId: string): SandboxPerson {
  const person = people.find(personId);
  if (person === undefined) {
    throw new Error(`no person ${personId}`);
  }
  return person;
}

function issueCode(people: People, issue: (personId: string) => string): (call: Call) => Reply {
  return withBody((body) => {
    const person = people.find(textOf(body["personId"]) ?? "");
    return person === undefined
      ? refuse(404, "unknown_person")
      : json({ code: issue(person.id), expiresInSeconds: codeLifeMs / 1000 });
  });
}

function withBody(answer: (body: JsonObject) => Reply): (call: Call) => Reply {
  return (call) => {
    const body = parseObject(call.body);
    return body === undefined ? refuse(400, "bad_json") : answer(body);
  };
}

function parseTemplate(body: JsonObject): SubscribeTemplate | undefined {
  const id = textOf(body["id"], 64);
  const title = textOf(body["title"], 40);
  const labels = isObject(body["fields"]) ? Object.entries(body["fields"]).slice(0, 10) : [];
  const fields: Record<string, string> = {};
  for (const [key, label] of labels) {
    const text = textOf(label, 20);
    if (text === undefined || !/^[a-z_]+\d{0,2}$/.test(key)) {
      return undefined;
    }
    fields[key] = text;
  }
  return id === undefined || title === undefined || labels.length === 0 ? undefined : { id, title, fields };
}
