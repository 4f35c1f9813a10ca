const lines = (count) => `export const a = 1;\n${"// A line.\n".repeat(count)}`;

/** One small violation for every rule that .oxlintrc.json names: rule → files, in a folder of their own, that break it. */
export const plantedLint = {
  eqeqeq: { "a.ts": "export const same = (a: number, b: number): boolean => a == b;\n" },
  curly: { "a.ts": "export function one(a: boolean): number {\n  if (a) return 1;\n  return 2;\n}\n" },
  "max-lines": { "a.ts": lines(301) },
  "max-lines-per-function": {
    "a.ts": `export function long(): number {\n  let a = 0;\n${"  a += 1;\n".repeat(81)}  return a;\n}\n`,
  },
  "no-console": { "a.ts": 'console.log("here");\n' },
  "no-empty": { "a.ts": "export function one(a: boolean): void {\n  if (a) {\n  }\n}\n" },
  "no-throw-literal": { "a.ts": 'export function one(): never {\n  throw "words";\n}\n' },
  "import/no-cycle": {
    "a.ts": 'import { b } from "./b.ts";\nexport const a = (): number => b();\n',
    "b.ts": 'import { a } from "./a.ts";\nexport const b = (): number => a();\n',
  },
  "import/no-default-export": { "a.ts": "export default 1;\n" },
  "import/no-duplicates": {
    "a.ts": 'import { b } from "./b.ts";\nimport { c } from "./b.ts";\nexport const sum = b + c;\n',
    "b.ts": "export const b = 1;\nexport const c = 1;\n",
  },
  "import/no-self-import": { "a.ts": 'import { a as own } from "./a.ts";\nexport const a = (): number => own();\n' },
  "node/no-process-env": { "a.ts": "export const port = process.env.PORT;\n" },
  "typescript/ban-ts-comment": { "a.ts": "// @ts-ignore\nexport const a: number = 1;\n" },
  "typescript/no-explicit-any": { "a.ts": "export const one = (a: any): number => Number(a);\n" },
  "typescript/no-floating-promises": {
    "a.ts": "async function later(): Promise<void> {}\nexport function now(): void {\n  later();\n}\n",
  },
  "typescript/no-misused-promises": {
    "a.ts": "async function yes(): Promise<boolean> {\n  return true;\n}\nexport const one = (): number => (yes() ? 1 : 2);\n",
  },
  "typescript/no-non-null-assertion": { "a.ts": "export const one = (a?: string): string => a!;\n" },
  "typescript/only-throw-error": {
    "a.ts": "export function one(reason: { code: string }): never {\n  throw reason;\n}\n",
  },
  "typescript/switch-exhaustiveness-check": {
    "a.ts":
      'export function one(a: "x" | "y"): number {\n  switch (a) {\n    case "x":\n      return 1;\n  }\n  return 2;\n}\n',
  },
  "unicorn/filename-case": { "someThing.ts": "export const a = 1;\n" },
  "vitest/no-focused-tests": {
    "a.test.ts": 'import { expect, it } from "vitest";\nit.only("holds", () => {\n  expect(1).toBe(1);\n});\n',
  },
  "vitest/no-disabled-tests": {
    "a.test.ts": 'import { expect, it } from "vitest";\nit.skip("holds", () => {\n  expect(1).toBe(1);\n});\n',
  },
  "vitest/valid-expect": {
    "a.test.ts": 'import { expect, it } from "vitest";\nit("holds", () => {\n  expect(1);\n});\n',
  },
};
