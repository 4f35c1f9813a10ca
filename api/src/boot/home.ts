import type { Module } from "../kernel/module.ts";
import type { AppDeps } from "./compose.ts";

export function createHome(_deps: AppDeps): Module {
  return { routes: [] };
}
