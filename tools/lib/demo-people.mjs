import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Who can log in to the demo, as the API wrote it down after seeding. */
export function demoPeopleTable(dataDir) {
  const file = join(dataDir, "demo-people.json");
  if (!existsSync(file)) {
    return "  演示账号没有写出来 · the API wrote no demo people";
  }
  const people = JSON.parse(readFileSync(file, "utf8"));
  const rows = people.map(({ role, name, username, password, totpSecret, note }) => [
    role,
    name,
    username ?? "",
    password ?? "",
    totpSecret ?? "",
    note ?? "",
  ]);
  const table = [["角色 role", "姓名 name", "账号 login", "密码 password", "动态码密钥 TOTP", "说明 note"], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => width(row[column]))));
  return table.map((row) => `    ${row.map((cell, column) => pad(cell, widths[column])).join("  ")}`.trimEnd()).join("\n");
}

// A Chinese character takes two columns of a terminal.
const width = (text) => [...String(text)].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 2 : 1), 0);

const pad = (text, to) => text + " ".repeat(to - width(text));
