import type { Module } from "../../kernel/module.ts";
import type { PrivacyDeps } from "./deps.ts";
import { privacyRoutes } from "./privacy.routes.ts";
import "./kinds.ts";

export type { PrivacyDeps } from "./deps.ts";

/** `others`: the modules whose personal data this one erases and copies. */
export function createPrivacy(deps: PrivacyDeps, others: readonly Module[]): Module {
  const registry = { personalData: others.flatMap((module) => module.personalData ?? []), copies: others.flatMap((module) => module.copyOf ?? []) };
  return { routes: privacyRoutes(deps, registry) };
}
