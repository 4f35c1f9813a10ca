import * as contract from "@cunqing/contract";
import { route, type Route } from "../../kernel/http/route.ts";
import { recordSubscription } from "./commands/record-subscription.ts";
import { retryDelivery } from "./commands/retry-delivery.ts";
import type { MessagesDeps } from "./deps.ts";
import { listMessages, readMessages } from "./queries/inbox.ts";
import { getDelivery, listDeliveries } from "./queries/list-deliveries.ts";

const done = { done: true } as const;

export function messageRoutes(deps: MessagesDeps): Route[] {
  return [
    route(contract.listMessages, ({ actor, params }) => listMessages(deps, actor, params)),
    route(contract.readMessages, async ({ actor, body }) => {
      await readMessages(deps, actor, body.ids);
      return done;
    }),
    route(
      contract.recordSubscription,
      async ({ actor, body }) => {
        await recordSubscription(deps, actor, body);
        return done;
      },
      { recall: async () => done },
    ),
    route(contract.listDeliveries, ({ actor, params }) => listDeliveries(deps, actor, params)),
    route(contract.retryDelivery, async ({ actor, params }) => {
      await retryDelivery(deps, actor, params.deliveryId);
      return getDelivery(deps, actor, params.deliveryId);
    }),
  ];
}
