import { randomBytes } from "node:crypto";
import { json, type Reply } from "../http.ts";

// WeChat answers HTTP 200 whatever happened; only `errcode` tells.
const words: Readonly<Record<number, string>> = {
  [-1]: "system error",
  40001: "invalid credential, access_token is invalid or not latest",
  40002: "invalid grant_type",
  40003: "invalid openid",
  40013: "invalid appid",
  40029: "invalid code",
  40037: "invalid template_id",
  40125: "invalid appsecret",
  40163: "code been used",
  40226: "code blocked",
  41001: "access_token missing",
  41002: "appid missing",
  41004: "appsecret missing",
  41008: "missing code",
  41030: "invalid page",
  42001: "access_token expired",
  43001: "require GET method",
  43002: "require POST method",
  43101: "user refuse to accept the msg",
  45009: "reach max api daily quota limit",
  45011: "api minute-quota reach limit, must slower, retry next minute",
  47001: "data format error",
  47003: "argument invalid!",
};

/** `detail` replaces the usual words, as WeChat does for 47003 where it names the field. */
export function wechatError(errcode: number, detail?: string): Reply {
  return json({ errcode, errmsg: `${detail ?? words[errcode] ?? "error"}, rid: ${newRid()}` });
}

const newRid = (): string => [4, 4, 4].map((bytes) => randomBytes(bytes).toString("hex")).join("-");
