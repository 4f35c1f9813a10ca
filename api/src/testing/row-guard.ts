import { openDatabase } from "../kernel/database.ts";
import type { CommittedRows } from "../kernel/journal/committed-rows.ts";
import { checkRowPage } from "../modules/trail/verify/check-rows.ts";

/**
 * The second half of the proof that every command appends: each subject's last entry commits to its rows as they
 * stand now. A command that changes a row after its entry, or beside one of another subject, is found here.
 */
export async function rowFaults(url: string, { tables }: CommittedRows): Promise<string[]> {
  const db = openDatabase({ url });
  const faults: string[] = [];
  try {
    for (const table of tables) {
      for (let after: number | null = 0; after !== null; ) {
        const page = await checkRowPage(db, table, after);
        faults.push(...page.findings.map(({ code, words }) => `${table.table}: ${code} ${words}`));
        after = page.next;
      }
    }
  } finally {
    await db.close();
  }
  return faults;
}
