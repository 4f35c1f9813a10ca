import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { done, empty } from "./shapes.ts";
import { personName, staffSelf } from "./staff.ts";

const because = "Nobody is signed in before signing in.";
const totpCode = z.string().regex(/^\d{6}$/, "动态码是 6 位数字");
const password = z
  .string()
  .min(limits.passwordMin, `密码至少 ${limits.passwordMin} 位`)
  .max(limits.passwordMax, "密码太长");
/** The console keeps its session in a cookie; the staff part of the mini-program carries a token. */
const delivery = z.enum(["cookie", "token"]);

export const staffSession = z.object({ token: z.string().nullable(), csrfToken: z.string(), staff: staffSelf });

export const loginByPassword = endpoint({
  method: "POST",
  path: "/staff/sessions",
  summary: "First step of a staff log-in: the password.",
  access: { public: true, because },
  params: empty,
  body: z.strictObject({ username: z.string().trim().toLowerCase().min(1).max(limits.usernameMax), password: z.string().min(1).max(limits.passwordMax) }),
  result: z.object({ challenge: z.string() }),
  refusals: ["login.password_wrong", "login.locked", "request.too_many"],
});

export const loginByTotp = endpoint({
  method: "POST",
  path: "/staff/sessions/totp",
  summary: "Second step of a staff log-in: the code of the authenticator.",
  access: { public: true, because },
  params: empty,
  body: z.strictObject({ challenge: z.string().min(1).max(200), code: totpCode, delivery }),
  result: staffSession,
  refusals: ["login.totp_wrong", "login.totp_replayed", "login.challenge_expired", "login.locked"],
});

export const getSetup = endpoint({
  method: "GET",
  path: "/staff/setup/:token",
  summary: "What a one-time set-up link is for, with the secret to scan.",
  access: { public: true, because: "The link itself is the key; it works once and expires." },
  params: z.strictObject({ token: z.string().min(20).max(100) }),
  body: empty,
  result: z.object({
    kind: z.enum(["administrator", "staff", "totp_reset"]),
    username: z.string(),
    name: z.string(),
    totpSecret: z.string(),
    totpUri: z.string(),
    needsPassword: z.boolean(),
  }),
  refusals: ["setup.link_invalid"],
});

export const finishSetup = endpoint({
  method: "POST",
  path: "/staff/setup/:token",
  summary: "Sets the password and proves the authenticator.",
  access: { public: true, because: "The link itself is the key; it works once and expires." },
  params: z.strictObject({ token: z.string().min(20).max(100) }),
  body: z.strictObject({ name: personName.optional(), password: password.optional(), code: totpCode }),
  result: done,
  refusals: ["setup.link_invalid", "password.too_weak", "login.totp_wrong"],
});

export const getStaffSelf = endpoint({
  method: "GET",
  path: "/staff/self",
  summary: "Who I am at work, and a fresh CSRF token.",
  access: { session: "staff" },
  params: empty,
  body: empty,
  result: z.object({ csrfToken: z.string(), staff: staffSelf }),
  refusals: [],
});

export const changePassword = endpoint({
  method: "POST",
  path: "/staff/self/password",
  summary: "Changes my password and ends my other sessions.",
  access: { session: "staff" },
  params: empty,
  body: z.strictObject({ current: z.string().min(1).max(limits.passwordMax), next: password }),
  result: done,
  refusals: ["login.password_wrong", "login.locked", "password.too_weak"],
});
