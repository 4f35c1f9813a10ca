import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { done, empty, moment, pageOf, pageQuery, publicId } from "./shapes.ts";

export const message = z.object({
  id: publicId,
  title: z.string(),
  text: z.string(),
  at: moment,
  isRead: z.boolean(),
  caseId: publicId.nullable(),
});

export const listMessages = endpoint({
  method: "GET",
  path: "/messages",
  summary: "My inbox, newest first.",
  access: { session: "any" },
  params: z.strictObject({ ...pageQuery }),
  body: empty,
  result: pageOf(message),
  refusals: [],
});

export const readMessages = endpoint({
  method: "POST",
  path: "/messages/read",
  summary: "Marks messages read: those named, or all.",
  access: { session: "any" },
  params: empty,
  body: z.strictObject({ ids: z.array(publicId).max(100).optional() }),
  result: done,
  refusals: [],
});

export const recordSubscription = endpoint({
  method: "POST",
  path: "/subscriptions",
  summary: "Books what the villager answered when WeChat asked: one accept is one message.",
  access: { session: "villager" },
  params: empty,
  body: z.strictObject({
    answers: z
      .array(z.strictObject({ templateId: z.string().min(1).max(80), answer: z.enum(["accept", "reject", "ban", "filter"]) }))
      .min(1)
      .max(5),
  }),
  idempotency: "optional",
  result: done,
  refusals: [],
});

export const deliveryStates = ["queued", "sending", "sent", "refused", "failed", "unknown"] as const;
export const deliveryRow = z.object({
  id: publicId,
  channel: z.enum(["wechat", "sms"]),
  template: z.string(),
  recipient: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  lastError: z.string().nullable(),
  createdAt: moment,
  nextAttemptAt: moment.nullable(),
  may: z.array(z.enum(["retry"])),
});

export const listDeliveries = endpoint({
  method: "GET",
  path: "/deliveries",
  summary: "Messages sent outside the app and what became of them.",
  access: { permission: "delivery.read" },
  params: z.strictObject({ state: z.enum(deliveryStates).optional(), ...pageQuery }),
  body: empty,
  result: pageOf(deliveryRow),
  refusals: [],
});

export const retryDelivery = endpoint({
  method: "POST",
  path: "/deliveries/:deliveryId/retry",
  summary: "Queues a failed message again.",
  access: { permission: "delivery.retry" },
  params: z.strictObject({ deliveryId: publicId }),
  body: empty,
  result: deliveryRow,
  refusals: ["delivery.not_found"],
});
