import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { identityPattern, limits } from "./limits.ts";
import { areaRef, done, empty, moment, pageOf, pageQuery, phone, publicId, reason } from "./shapes.ts";

const because = "Nobody is signed in before signing in.";
const smsCode = z.string().regex(/^\d{6}$/, "验证码是 6 位数字");

export const villagerAccount = z.object({
  id: publicId,
  name: z.string(),
  maskedPhone: z.string().nullable(),
  hasWechat: z.boolean(),
  village: areaRef.nullable(),
  /** Whether the account stands for a person on that village's roll. */
  isOnRoll: z.boolean(),
});

export const villagerSession = z.object({ token: z.string(), account: villagerAccount });

export const loginByWechat = endpoint({
  method: "POST",
  path: "/sessions/wechat",
  summary: "Signs a villager in by the code of wx.login.",
  access: { public: true, because },
  params: empty,
  body: z.strictObject({ code: z.string().min(1, "缺少微信登录码").max(256) }),
  result: villagerSession,
  refusals: ["login.wechat_code_invalid", "login.wechat_blocked", "login.wechat_busy", "request.too_many"],
});

export const sendSmsCode = endpoint({
  method: "POST",
  path: "/sessions/sms-code",
  summary: "Sends a one-time code to a phone. Answers alike whether the phone is known.",
  access: { public: true, because },
  params: empty,
  body: z.strictObject({ phone }),
  result: z.object({ retryAfterSeconds: z.int() }),
  refusals: ["login.sms_too_many", "login.sms_unavailable"],
});

export const loginBySms = endpoint({
  method: "POST",
  path: "/sessions/sms",
  summary: "Signs a villager in by phone and code; a phone idle for long needs a second fact.",
  access: { public: true, because },
  params: empty,
  body: z.strictObject({
    phone,
    code: smsCode,
    /** The last four characters of one's identity number, or one's name as on the roll. */
    secondFact: z.string().trim().min(2).max(limits.nameMax).optional(),
  }),
  result: villagerSession,
  refusals: ["login.sms_code_wrong", "login.sms_unavailable", "login.second_fact_needed", "login.second_fact_wrong", "request.too_many"],
});

export const endSession = endpoint({
  method: "POST",
  path: "/sessions/current/end",
  summary: "Signs out.",
  access: { session: "any" },
  params: empty,
  body: empty,
  result: done,
  refusals: [],
});

export const getAccount = endpoint({
  method: "GET",
  path: "/account",
  summary: "Who I am.",
  access: { session: "villager" },
  params: empty,
  body: empty,
  result: villagerAccount,
  refusals: [],
});

export const chooseVillage = endpoint({
  method: "POST",
  path: "/account/village",
  summary: "Chooses the village whose home page I want to see.",
  access: { session: "villager" },
  params: empty,
  body: z.strictObject({ villageId: publicId }),
  result: villagerAccount,
  refusals: ["area.not_found"],
});

export const bindPhoneByWechat = endpoint({
  method: "POST",
  path: "/account/phone/wechat",
  summary: "Binds my phone by the code of WeChat's phone button.",
  access: { session: "villager" },
  params: empty,
  body: z.strictObject({ code: z.string().min(1).max(256) }),
  result: villagerAccount,
  refusals: ["login.wechat_code_invalid", "login.wechat_blocked", "login.wechat_busy", "account.phone_taken"],
});

export const bindPhoneBySms = endpoint({
  method: "POST",
  path: "/account/phone/sms",
  summary: "Binds my phone by a code sent to it.",
  access: { session: "villager" },
  params: empty,
  body: z.strictObject({ phone, code: smsCode }),
  result: villagerAccount,
  refusals: ["login.sms_code_wrong", "login.sms_unavailable", "account.phone_taken"],
});

export const sessionRow = z.object({
  id: publicId,
  kind: z.enum(["villager", "staff"]),
  device: z.string(),
  createdAt: moment,
  lastSeenAt: moment,
  isCurrent: z.boolean(),
});

export const listMySessions = endpoint({
  method: "GET",
  path: "/account/sessions",
  summary: "Where I am signed in.",
  access: { session: "any" },
  params: empty,
  body: empty,
  result: z.object({ rows: z.array(sessionRow) }),
  refusals: [],
});

export const revokeMySession = endpoint({
  method: "POST",
  path: "/account/sessions/:sessionId/revoke",
  summary: "Ends one of my sessions at once.",
  access: { session: "any" },
  params: z.strictObject({ sessionId: publicId }),
  body: empty,
  result: done,
  refusals: ["session.not_found"],
});

export const claimStates = ["open", "approved", "refused"] as const;
export const rollClaim = z.object({
  id: publicId,
  village: areaRef,
  name: z.string(),
  maskedIdentity: z.string(),
  state: z.enum(claimStates),
  reason: z.string().nullable(),
  createdAt: moment,
});

export const claimRollPlace = endpoint({
  method: "POST",
  path: "/account/claims",
  summary: "Claims my place on a village's roll; village staff review it.",
  access: { session: "villager" },
  params: empty,
  body: z.strictObject({
    villageId: publicId,
    name: z.string().trim().min(2, "请填姓名").max(limits.nameMax),
    identityNumber: z
      .string()
      .trim()
      .transform((value) => value.toUpperCase())
      .pipe(z.string().regex(identityPattern, "身份证号是 18 位")),
  }),
  idempotency: "optional",
  result: rollClaim,
  refusals: ["area.not_found", "claim.open_already"],
});

export const listMyClaims = endpoint({
  method: "GET",
  path: "/account/claims",
  summary: "My claims and what became of them.",
  access: { session: "villager" },
  params: empty,
  body: empty,
  result: z.object({ rows: z.array(rollClaim) }),
  refusals: [],
});

export const claimForReview = rollClaim.extend({
  /** What the roll says for the same identity number, so that the reviewer can compare. */
  match: z.object({ personId: publicId, name: z.string(), householdNumber: z.string(), isClaimed: z.boolean() }).nullable(),
  maskedPhone: z.string().nullable(),
});

export const listClaims = endpoint({
  method: "GET",
  path: "/claims",
  summary: "Claims in my area, oldest first.",
  access: { permission: "claim.review" },
  params: z.strictObject({ state: z.enum(claimStates).optional(), areaId: publicId.optional(), ...pageQuery }),
  body: empty,
  result: pageOf(claimForReview),
  refusals: ["area.not_found"],
});

export const approveClaim = endpoint({
  method: "POST",
  path: "/claims/:claimId/approve",
  summary: "Lets the claimant stand for the person on the roll.",
  access: { permission: "claim.review" },
  params: z.strictObject({ claimId: publicId }),
  body: empty,
  result: claimForReview,
  refusals: ["claim.not_found", "claim.wrong_state", "claim.person_taken", "person.not_found"],
});

export const refuseClaim = endpoint({
  method: "POST",
  path: "/claims/:claimId/refuse",
  summary: "Refuses a claim with a reason the claimant reads.",
  access: { permission: "claim.review" },
  params: z.strictObject({ claimId: publicId }),
  body: z.strictObject({ reason }),
  result: claimForReview,
  refusals: ["claim.not_found", "claim.wrong_state"],
});
