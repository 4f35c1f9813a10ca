import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { projectRoot } from "./project-root.ts";

const schema = z.strictObject({
  /** Rows are added and never touched again. */
  insertOnly: z.array(z.string()),
  /** Rows are added and may go, but never change. */
  insertAndDelete: z.array(z.string()),
});

export function insertOnlyTables(): z.output<typeof schema> {
  return schema.parse(JSON.parse(readFileSync(join(projectRoot(), "sql", "insert-only.json"), "utf8")));
}
