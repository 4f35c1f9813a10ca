import type { Engine } from "../kernel/database.ts";

/**
 * Translates one migration file into the engine's statements. The words in braces are listed in sql/README.md.
 * Every statement may be run again: a run that was cut short is repeated from its beginning.
 */
export function translate(source: string, engine: Engine): string[] {
  const text = source
    .split("\n")
    .filter((line) => !line.startsWith("--"))
    .join("\n")
    .trim()
    .replace(/;$/, "");
  const typed = text
    .replace(/^CREATE TABLE /, "CREATE TABLE IF NOT EXISTS ")
    .replaceAll("{id}", engine === "mysql" ? "BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY" : "INTEGER PRIMARY KEY AUTOINCREMENT")
    .replaceAll("{blob}", "BLOB")
    // Not the ascii charset: MariaDB refuses to compare such a column with what a person typed in Chinese.
    .replace(/\{ascii (\d+)\}/g, "VARCHAR($1)");
  return engine === "mysql" ? [withInlineIndexes(typed)] : withOwnIndexes(typed);
}

const indexWord = /\{(index|unique) (\w+) \(([^)]*)\)\}/g;

function withInlineIndexes(text: string): string {
  const inline = text.replace(indexWord, (_, kind: string, name: string, columns: string) =>
    `${kind === "unique" ? "UNIQUE KEY" : "KEY"} ${name} (${columns})`,
  );
  // utf8mb4_bin: one comparison on both engines, and SQLite compares bytes.
  return inline.startsWith("CREATE TABLE") ? `${inline} ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin` : inline;
}

function withOwnIndexes(text: string): string[] {
  const table = /^CREATE TABLE IF NOT EXISTS (\w+)/.exec(text)?.[1];
  const indexes = [...text.matchAll(indexWord)].map(
    ([, kind, name, columns]) =>
      `CREATE ${kind === "unique" ? "UNIQUE INDEX" : "INDEX"} IF NOT EXISTS ${name} ON ${table} (${columns})`,
  );
  return [text.replace(/,\s*\{(index|unique) \w+ \([^)]*\)\}/g, ""), ...indexes];
}
