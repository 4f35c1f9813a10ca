import type { Module } from "../../kernel/module.ts";
import { sendDeliveries } from "./commands/send-deliveries.ts";
import type { MessagesDeps } from "./deps.ts";
import { messageReader } from "./message.reader.ts";
import { messageCopy, messagePersonalData } from "./personal-data.ts";
import { messageRoutes } from "./message.routes.ts";

export type { MessagesDeps } from "./deps.ts";
export { countUnread } from "./queries/inbox.ts";

export function createMessages(deps: MessagesDeps): Module {
  return {
    routes: messageRoutes(deps),
    readers: [messageReader(deps)],
    loops: [{ name: "deliveries", restMs: 1000, run: () => sendDeliveries(deps) }],
    personalData: messagePersonalData(deps),
    copyOf: messageCopy(deps),
  };
}
