import type { Deps } from "../../kernel/deps.ts";
import type { Module } from "../../kernel/module.ts";

export function createStatistics(_deps: Deps): Module {
  return { routes: [] };
}
