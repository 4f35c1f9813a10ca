import { createClient } from "@cunqing/contract/client";
import { createRelogin } from "./relogin.ts";
import { createTransport } from "./transport.ts";

/** One browser tab has one person in it, so there is one of each of these. */
export const relogin = createRelogin();

export const call = createClient(
  createTransport({
    fetch: (input, init) => fetch(input, init),
    origin: "",
    cookies: () => document.cookie,
    signedOut: () => relogin.ask(),
  }),
);
