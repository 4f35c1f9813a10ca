import type { Deps } from "../../kernel/deps.ts";
import type { Module } from "../../kernel/module.ts";

export function createCases(_deps: Deps): Module {
  return { routes: [] };
}
