import type { Route } from "../../kernel/http/route.ts";
import type { PrivacyDeps, Registry } from "./deps.ts";

export function privacyRoutes(_deps: PrivacyDeps, _registry: Registry): Route[] {
  return [];
}
