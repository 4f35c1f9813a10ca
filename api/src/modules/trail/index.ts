import type { Deps } from "../../kernel/deps.ts";
import type { Reader } from "../../kernel/journal/reader.ts";
import type { Module } from "../../kernel/module.ts";
import { trailRoutes } from "./trail.routes.ts";
import "./kinds.ts";

export function createTrail(deps: Deps, readers: readonly Reader[]): Module {
  return { routes: trailRoutes(deps, readers) };
}
