import { createCommittedRows, type CommittedRows, type CommittedTable } from "../kernel/journal/committed-rows.ts";
import { caseRows } from "../modules/cases/index.ts";
import { identityRows, sealedColumns } from "../modules/identity/index.ts";
import { trailRows } from "../modules/trail/index.ts";
import { organisationRows, type PlacedTable } from "../modules/organisation/index.ts";
import { withholdingRows } from "../modules/privacy/index.ts";
import { exemptColumns } from "./journal-exemptions.ts";

/** Tables that neither change by themselves (journal-exemptions.ts) nor are committed to row by row, each with its reason. */
export const uncommittedTables: Readonly<Record<string, string>> = {
  erasures: "a request and its steps, each a sealed entry of its own; the row is emptied when its time is over",
  case_restrictions: "which cases lost their reporter; follows from erasures, and goes with what the law kept",
  sessions: "who is logged in now; opening and ending one are entries, the row itself lives for days",
  looks: "whom an entry's look was about, written beside it; the entry names the subject itself",
  setup_links: "one-time links that live for days; what they set stands in the staff row",
};

/** Tables too large to be committed to row by row when they change. The verifier says so, in these words. */
export const bulkTables: Readonly<Record<string, string>> = {
  people: "名册上的人成批导入，没有逐人留痕",
  roll_entries: "名册成批导入，没有逐行留痕；每村名册的期号和人数照样核对",
};

/**
 * All rows that entries commit to. Left out is what the rest of the system already declares to change without an
 * entry, so that the lists cannot drift apart.
 */
export function committedRows(placed: readonly PlacedTable[]): CommittedRows {
  return createCommittedRows([...caseRows, ...identityRows, ...organisationRows, ...trailRows, ...withholdingRows].map((table) => ({ ...table, leftOut: leftOutOf(table, placed) })));
}

function leftOutOf({ table, leftOut = {} }: CommittedTable, placed: readonly PlacedTable[]): Readonly<Record<string, string>> {
  return {
    ...leftOut,
    ...Object.fromEntries((exemptColumns[table] ?? []).map((column) => [column, "changes without an entry"])),
    ...Object.fromEntries(
      sealedColumns.filter((sealed) => sealed.table === table).map(({ column }) => [column, "encrypted anew when keys change, and authenticated by its own cipher"]),
    ),
    ...Object.fromEntries(
      placed.filter((one) => one.table === table).flatMap(({ villageColumn }) => ["area_path", villageColumn ?? "area_path"].map((column) => [column, "follows merges in the background"])),
    ),
  };
}
