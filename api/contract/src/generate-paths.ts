import { writeFileSync } from "node:fs";
import { endpoints } from "./all.ts";

/** Renders the paths-only view of the contract, so that the phone ships no schema. */
export function renderPaths(): string {
  const modules = [...new Set(endpoints.map(({ module }) => module))];
  const imports = modules.map((module) => `import type * as ${module} from "../${kebab(module)}.ts";`);
  const lines = endpoints.map(
    ({ module, name, endpoint }) =>
      `export const ${name}: Lean<typeof ${module}.${name}> = { method: "${endpoint.method}", path: "${endpoint.path}" };`,
  );
  return [
    "// Written by `npm run contract`. Do not edit.",
    'import type { Lean } from "../client.ts";',
    ...imports,
    "",
    ...lines,
    "",
  ].join("\n");
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

if (process.argv[1]?.endsWith("generate-paths.ts")) {
  writeFileSync(new URL("./generated/paths.ts", import.meta.url), renderPaths());
}
