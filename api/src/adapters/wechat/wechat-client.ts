import * as z from "zod";
import type { KeyStore } from "../../kernel/key-store.ts";
import { createAccessTokens, type FetchedToken } from "./access-tokens.ts";
import { isTokenRefused, WechatAuthError, WechatError } from "./wechat-errors.ts";
import { askWechat, type WechatTransport } from "./wechat-transport.ts";

export type WechatClientOptions = {
  baseUrl: string;
  appId: string;
  secret: string;
  /** Where the access token is shared between processes. */
  tokens: KeyStore;
  /** Which edition of the mini-program a message opens. */
  miniprogramState?: "developer" | "trial" | "formal";
  fetch?: typeof fetch;
  timeoutMs?: number;
};

export type WechatIdentity = { openId: string; unionId?: string };

export type WechatPhone = { countryCode: string; phone: string };

export type SubscribeMessage = {
  openId: string;
  templateId: string;
  /** A path inside the mini-program, without a leading slash. */
  page?: string;
  data: Readonly<Record<string, string>>;
};

export type WechatClient = {
  /** Who logs in. The session key stays out: we decrypt nothing with it, and it must never reach a phone. */
  codeToSession: (code: string) => Promise<WechatIdentity>;
  phoneNumber: (code: string) => Promise<WechatPhone>;
  sendSubscribeMessage: (message: SubscribeMessage) => Promise<void>;
};

const defaultTimeoutMs = 5000;

export function createWechatClient(options: WechatClientOptions): WechatClient {
  const { baseUrl, appId, secret, tokens: keys, miniprogramState = "formal", timeoutMs = defaultTimeoutMs } = options;
  const transport: WechatTransport = { baseUrl, fetch: options.fetch ?? fetch, timeoutMs };
  const fetchToken = () => fetchStableToken(transport, appId, secret);
  const tokens = createAccessTokens({ appId, keys, fetchToken, lockMs: 2 * timeoutMs });

  /** Runs the call again, once, when WeChat refused the token although we thought it good. */
  async function withToken<T>(work: (token: string) => Promise<T>): Promise<T> {
    const token = await tokens.current();
    try {
      return await work(token);
    } catch (error) {
      if (!isTokenRefused(error)) {
        throw error;
      }
    }
    return work(await tokens.replace(token));
  }

  return {
    codeToSession: (code) => codeToSession(transport, appId, secret, code),
    phoneNumber: (code) => withToken((token) => phoneNumber(transport, appId, token, code)),
    sendSubscribeMessage: (message) => withToken((token) => sendMessage(transport, miniprogramState, token, message)),
  };
}

const sessionApi = "/sns/jscode2session";
const tokenApi = "/cgi-bin/stable_token";
const phoneApi = "/wxa/business/getuserphonenumber";
const messageApi = "/cgi-bin/message/subscribe/send";

const session = z.object({ openid: z.string().min(1), unionid: z.string().min(1).optional() });
const stableToken = z.object({ access_token: z.string().min(1), expires_in: z.number().int().positive() });
const phoneAnswer = z.object({
  phone_info: z.object({
    purePhoneNumber: z.string().min(1),
    countryCode: z.string().min(1),
    watermark: z.object({ appid: z.string() }),
  }),
});

// A code works once, so asking twice cannot log in twice: at worst the second answer is "used".
async function codeToSession(transport: WechatTransport, appId: string, secret: string, code: string): Promise<WechatIdentity> {
  const query = { appid: appId, secret, js_code: code, grant_type: "authorization_code" };
  const answer = await askWechat(transport, { api: sessionApi, query, isRepeatable: true });
  const { openid, unionid } = read(session, answer, sessionApi);
  return { openId: openid, ...(unionid === undefined ? {} : { unionId: unionid }) };
}

async function fetchStableToken(transport: WechatTransport, appId: string, secret: string): Promise<FetchedToken> {
  const body = { grant_type: "client_credential", appid: appId, secret };
  const answer = await askWechat(transport, { api: tokenApi, body, isRepeatable: true });
  const { access_token: token, expires_in: expiresInSeconds } = read(stableToken, answer, tokenApi);
  return { token, expiresInSeconds };
}

async function phoneNumber(transport: WechatTransport, appId: string, token: string, code: string): Promise<WechatPhone> {
  const query = { access_token: token };
  const answer = await askWechat(transport, { api: phoneApi, query, body: { code }, isRepeatable: true });
  const { phone_info: info } = read(phoneAnswer, answer, phoneApi);
  if (info.watermark.appid !== appId) {
    throw new WechatAuthError({ api: phoneApi, reason: "the phone number was given to another app" });
  }
  return { countryCode: info.countryCode, phone: info.purePhoneNumber };
}

async function sendMessage(
  transport: WechatTransport,
  miniprogramState: string,
  token: string,
  { openId, templateId, page, data }: SubscribeMessage,
): Promise<void> {
  const body = {
    touser: openId,
    template_id: templateId,
    ...(page === undefined ? {} : { page }),
    miniprogram_state: miniprogramState,
    lang: "zh_CN",
    data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }])),
  };
  await askWechat(transport, { api: messageApi, query: { access_token: token }, body, isRepeatable: false });
}

// The answer itself is left out of the message: it holds tokens, open ids and phone numbers.
function read<T>(shape: z.ZodType<T>, answer: unknown, api: string): T {
  const parsed = shape.safeParse(answer);
  if (!parsed.success) {
    throw new WechatError({ api, reason: "the answer has another shape than the one agreed" });
  }
  return parsed.data;
}
