import type { Deps } from "../../kernel/deps.ts";
import type { Reader } from "../../kernel/journal/reader.ts";
import type { Module } from "../../kernel/module.ts";

export function createTrail(_deps: Deps, _readers: readonly Reader[]): Module {
  return { routes: [] };
}
