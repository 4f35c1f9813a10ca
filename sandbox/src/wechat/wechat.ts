import { randomBytes } from "node:crypto";
import { BoundedMap } from "../bounded.ts";
import { type Handler, json, type JsonObject, parseObject, type Reply, type Routes, textOf } from "../http.ts";
import type { People, SandboxPerson } from "../people.ts";
import { wechatError } from "./answers.ts";
import { type Codes, createCodes } from "./codes.ts";
import { createSubscriptions, type Subscriptions } from "./subscribe.ts";
import type { SubscribeTemplate } from "./templates.ts";
import { createTokens, type Tokens } from "./tokens.ts";

export type WechatApp = { appId: string; secret: string };

export type Wechat = {
  routes: Routes;
  loginCodes: Codes;
  phoneCodes: Codes;
  tokens: Tokens;
  subscriptions: Subscriptions;
};

const loginsPerMinute = 100;

type Deps = {
  app: WechatApp;
  clock: () => number;
  people: People;
  templates: readonly SubscribeTemplate[];
};

/** WeChat's server side, at its own paths: the client only gets another base address. */
export function createWechat(deps: Deps): Wechat {
  const { clock, people } = deps;
  const loginCodes = createCodes(clock);
  const phoneCodes = createCodes(clock);
  const tokens = createTokens(clock);
  const subscriptions = createSubscriptions({ clock, templates: deps.templates, isOpenId: people.hasOpenId });

  const routes: Routes = {
    "GET /sns/jscode2session": codeToSession(deps, loginCodes),
    "POST /sns/jscode2session": () => wechatError(43001),
    "POST /cgi-bin/stable_token": stableToken(deps, tokens),
    "GET /cgi-bin/stable_token": () => wechatError(43002),
    "POST /wxa/business/getuserphonenumber": withToken(tokens, phoneNumber(deps, phoneCodes)),
    "GET /wxa/business/getuserphonenumber": () => wechatError(43002),
    "POST /cgi-bin/message/subscribe/send": withToken(tokens, sendMessage(subscriptions)),
    "GET /cgi-bin/message/subscribe/send": () => wechatError(43002),
  };
  return { routes, loginCodes, phoneCodes, tokens, subscriptions };
}

function codeToSession({ app, clock, people }: Deps, codes: Codes): Handler {
  const isTooOften = createLoginLimit(clock);
  return ({ query }) => {
    const errcode = checkApp(app, query.get("appid"), query.get("secret"));
    if (errcode !== 0) {
      return wechatError(errcode);
    }
    if (query.get("grant_type") !== "authorization_code") {
      return wechatError(40002);
    }
    const code = query.get("js_code");
    if (code === null || code === "") {
      return wechatError(41008);
    }
    const spent = codes.spend(code);
    if (spent.outcome === "used") {
      return wechatError(40163);
    }
    const person = spent.outcome === "ok" ? people.find(spent.personId) : undefined;
    if (person === undefined) {
      return wechatError(40029);
    }
    return isTooOften(person.id) ? wechatError(45011) : sessionOf(person);
  };
}

function stableToken({ app }: Deps, tokens: Tokens): Handler {
  return ({ body }) => {
    const request = parseObject(body);
    if (request === undefined) {
      return wechatError(47001);
    }
    if (request["grant_type"] !== "client_credential") {
      return wechatError(40002);
    }
    const errcode = checkApp(app, request["appid"], request["secret"]);
    if (errcode !== 0) {
      return wechatError(errcode);
    }
    const token = tokens.issue(request["force_refresh"] === true);
    return token === "too_often"
      ? wechatError(45009)
      : json({ access_token: token.accessToken, expires_in: token.expiresInSeconds });
  };
}

function withToken(tokens: Tokens, answer: (request: JsonObject) => Reply): Handler {
  return ({ query, body }) => {
    const errcode = tokens.check(query.get("access_token"));
    if (errcode !== 0) {
      return wechatError(errcode);
    }
    const request = parseObject(body);
    return request === undefined ? wechatError(47001) : answer(request);
  };
}

function phoneNumber({ app, clock, people }: Deps, codes: Codes): (request: JsonObject) => Reply {
  return (request) => {
    const spent = codes.spend(textOf(request["code"]) ?? "");
    const person = spent.outcome === "ok" ? people.find(spent.personId) : undefined;
    return person === undefined ? wechatError(40029) : phoneOf(person, app, clock());
  };
}

function sendMessage(subscriptions: Subscriptions): (request: JsonObject) => Reply {
  return (request) => {
    const sent = subscriptions.send(request);
    return sent.errcode === 0 ? json({ errcode: 0, errmsg: "ok" }) : wechatError(sent.errcode, sent.detail);
  };
}

function checkApp(app: WechatApp, appId: unknown, secret: unknown): 0 | 40013 | 40125 | 41002 | 41004 {
  if (textOf(appId) === undefined) {
    return 41002;
  }
  if (textOf(secret) === undefined) {
    return 41004;
  }
  if (appId !== app.appId) {
    return 40013;
  }
  return secret === app.secret ? 0 : 40125;
}

// Success carries no errcode here, and the real server says text/plain: a client that trusts either is found out.
function sessionOf(person: SandboxPerson): Reply {
  const session = {
    session_key: randomBytes(16).toString("base64"),
    openid: person.openId,
    ...(person.unionId === undefined ? {} : { unionid: person.unionId }),
  };
  return { ...json(session), headers: { "content-type": "text/plain" } };
}

function phoneOf(person: SandboxPerson, app: WechatApp, nowMs: number): Reply {
  return json({
    errcode: 0,
    errmsg: "ok",
    phone_info: {
      phoneNumber: person.phone,
      purePhoneNumber: person.phone,
      countryCode: "86",
      watermark: { timestamp: Math.floor(nowMs / 1000), appid: app.appId },
    },
  });
}

function createLoginLimit(clock: () => number): (personId: string) => boolean {
  const windows = new BoundedMap<{ startedAt: number; count: number }>(5000);
  return (personId) => {
    const now = clock();
    const open = windows.get(personId);
    if (open === undefined || now - open.startedAt >= 60_000) {
      windows.set(personId, { startedAt: now, count: 1 });
      return false;
    }
    open.count += 1;
    return open.count > loginsPerMinute;
  };
}
