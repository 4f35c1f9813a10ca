import { isSecret, notesOf, settingsSchema } from "./setting-schema.ts";

export type SettingRow = { readonly name: string; readonly sentence: string; readonly default: string; readonly secret: boolean };

/** One row a setting, in the schema's order, for the documentation. */
export function describeSettings(): SettingRow[] {
  return Object.entries(settingsSchema.shape).map(([name, schema]) => ({
    name,
    sentence: notesOf(name)?.sentence ?? "",
    default: notesOf(name)?.otherwise ?? String(schema.parse(undefined)),
    secret: isSecret(name),
  }));
}

/** The text of docs/settings.md. */
export function settingsPage(): string {
  const rows = describeSettings().map((row) => `| \`${row.name}\` | ${row.sentence} | ${row.default} | ${row.secret ? `yes, or \`${row.name}_FILE\`` : ""} |`);
  return [
    "# Settings",
    "",
    "Written by `node --import tsx config/src/print-settings.ts > docs/settings.md`; a test fails when it is not up to date.",
    "All settings are environment variables, read once at the start. An empty one counts as not given. Every fault is",
    "printed at once, without the values, and the process stops.",
    "",
    "A secret can also come from a file: `NAME_FILE` holds the path. In production no secret has a default, and the demo",
    "values of `config/src/demo-secrets.ts`, the sandbox and demo people are refused.",
    "",
    "| setting | what it is | default | secret |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
