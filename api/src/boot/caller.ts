import type { Context } from "koa";
import type { Caller, CookieOrder } from "../kernel/http/route.ts";

export const sessionCookie = "cq_session";

/** What the transport tells of the caller: a bearer token goes before a cookie. */
export function callerOf(ctx: Context, isSecure: boolean): Caller & { readonly isCookie: boolean } {
  const bearer = /^Bearer (\S+)$/.exec(ctx.get("authorization"))?.[1];
  const cookie = bearer === undefined ? ctx.cookies.get(sessionCookie) : undefined;
  return {
    address: ctx.ip,
    device: deviceWords(ctx.get("user-agent")),
    token: bearer ?? cookie,
    isCookie: cookie !== undefined,
    setCookies(cookies) {
      for (const order of cookies) {
        setCookie(ctx, order, isSecure);
      }
    },
  };
}

function setCookie(ctx: Context, order: CookieOrder, isSecure: boolean): void {
  ctx.cookies.set(order.name, order.value, {
    httpOnly: order.isReadable !== true,
    sameSite: "strict",
    // Behind a proxy Koa sees plain HTTP; the settings know better.
    secure: false,
    path: "/",
    overwrite: true,
  });
  if (isSecure) {
    const cookies = ctx.response.get("Set-Cookie") as unknown as string[];
    ctx.set("Set-Cookie", cookies.map((cookie) => (/; secure/i.test(cookie) ? cookie : `${cookie}; secure`)));
  }
}

/** Enough to know one's own devices again, and no more. */
function deviceWords(agent: string): string {
  const place = /MicroMessenger/i.test(agent) ? "微信" : /Mobile/i.test(agent) ? "手机浏览器" : "电脑浏览器";
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux|HarmonyOS)/i.exec(agent)?.[1];
  return system ? `${place} · ${system}` : place;
}
