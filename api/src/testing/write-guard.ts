import { exemptColumns, exemptStatements, journalExemptions } from "../boot/journal-exemptions.ts";
import type { WriteWatcher } from "../kernel/database.ts";

export interface WriteGuard {
  readonly watch: WriteWatcher;
  /** What was changed and committed without an entry. Empty is good. */
  readonly faults: readonly string[];
}

/**
 * The generic proof that every command appends (trust.md 1): it sees every statement of every test, and a
 * transaction that changes a domain table without inserting into the journal is a fault.
 */
export function createWriteGuard(): WriteGuard {
  const open = new Map<string, { tables: Set<string>; hasEntry: boolean }>();
  const faults: string[] = [];
  const watch: WriteWatcher = (statement, transactionId) => {
    const text = statement.trim();
    if (transactionId === undefined) {
      const table = domainTableOf(text);
      if (table !== undefined) {
        faults.push(`outside a transaction: ${text.slice(0, 200)}`);
      }
      return;
    }
    if (/^(COMMIT|ROLLBACK)\b/i.test(text)) {
      const unit = open.get(transactionId);
      open.delete(transactionId);
      if (/^COMMIT/i.test(text) && unit && unit.tables.size > 0 && !unit.hasEntry) {
        faults.push(`committed without an entry: ${[...unit.tables].join(", ")}`);
      }
      return;
    }
    const unit = open.get(transactionId) ?? { tables: new Set<string>(), hasEntry: false };
    open.set(transactionId, unit);
    if (/^INSERT INTO journal\b/i.test(text)) {
      unit.hasEntry = true;
    }
    const table = domainTableOf(text);
    if (table !== undefined) {
      unit.tables.add(`${table} (${text.slice(0, 80).replace(/\s+/g, " ")})`);
    }
  };
  return { watch, faults };
}

/** The table a statement changes, when a change of it needs an entry. */
export function domainTableOf(text: string): string | undefined {
  const [, verb = "", named] = /^(INSERT|REPLACE|UPDATE|DELETE)(?: IGNORE| OR \w+)?(?: INTO| FROM)?\s+`?(\w+)`?/i.exec(text) ?? [];
  // MySQL's delete by keys names its table behind a join.
  const table = /^DELETE t FROM [\s\S]* STRAIGHT_JOIN `?(\w+)`? t\b/i.exec(text)?.[1] ?? named;
  if (table === undefined || table in journalExemptions) {
    return undefined;
  }
  if (exemptStatements[table]?.some((exempt) => exempt.verb === verb.toUpperCase() && (exempt.only?.test(text) ?? true))) {
    return undefined;
  }
  const allowed = exemptColumns[table];
  const assignments = /^UPDATE\s+`?\w+`?\s+SET\s+([\s\S]*?)(?:\s+WHERE\b|$)/i.exec(text)?.[1];
  if (allowed && assignments !== undefined) {
    const columns = [...assignments.matchAll(/(?:^|,)\s*`?(\w+)`?\s*=/g)].map((match) => match[1] ?? "");
    if (columns.length > 0 && columns.every((column) => allowed.includes(column))) {
      return undefined;
    }
  }
  return table;
}
