import LibsqlDatabase from "libsql";

type Callback = (this: { lastID: number; changes: number }, error: Error | null, rows?: unknown[]) => void;
type Parameters = readonly unknown[] | Readonly<Record<string, unknown>>;

/**
 * The five methods of the npm package `sqlite3` that Sequelize calls, on top of `libsql`, which ships its
 * binaries inside the registry. Handles are kept when Sequelize "closes" them after a transaction: opening
 * one costs more than most transactions.
 */
export class Database {
  readonly filename: string;
  readonly #native: LibsqlDatabase.Database;
  readonly #statements = new Map<string, LibsqlDatabase.Statement>();
  #closed = false;

  constructor(filename: string, _mode: number, opened: (error: Error | null) => void) {
    this.filename = filename;
    this.#native = takeHandle(filename);
    queueMicrotask(() => opened(null));
  }

  run(text: string, ...rest: [Callback?] | [Parameters, Callback?]): void {
    const [parameters, done] = split(rest);
    this.#answer(done, () => {
      const { changes, lastInsertRowid } = this.#prepare(text).run(...native(parameters));
      return { lastID: Number(lastInsertRowid), changes };
    });
  }

  all(text: string, ...rest: [Callback?] | [Parameters, Callback?]): void {
    const [parameters, done] = split(rest);
    this.#answer(done, () => {
      const statement = this.#prepare(text);
      if (!statement.reader) {
        statement.run(...native(parameters));
        return { lastID: 0, changes: 0, rows: [] };
      }
      return { lastID: 0, changes: 0, rows: withBuffers(statement.all(...native(parameters))) };
    });
  }

  exec(text: string, done?: Callback): void {
    this.#answer(done, () => {
      this.#native.exec(text);
      return { lastID: 0, changes: 0 };
    });
  }

  /** Rows at once, for our own plain queries. Values go in one array: libsql takes a lone Buffer for named ones and aborts. */
  select(text: string, values: readonly unknown[]): unknown[] {
    return withBuffers(this.#prepare(text).all([...values]));
  }

  /** One change at once, for our own plain statements. */
  change(text: string, values: readonly unknown[]): { changes: number; insertId: number } {
    const { changes, lastInsertRowid } = this.#prepare(text).run([...values]);
    return { changes, insertId: Number(lastInsertRowid) };
  }

  serialize(work: () => void): void {
    work();
  }

  close(done?: (error: Error | null) => void): void {
    if (!this.#closed) {
      this.#closed = true;
      giveBack(this.filename, this.#native);
    }
    done?.(null);
  }

  #prepare(text: string): LibsqlDatabase.Statement {
    const known = this.#statements.get(text);
    if (known) {
      return known;
    }
    const statement = this.#native.prepare(text);
    if (/^\s*(select|insert|update|delete)/i.test(text) && this.#statements.size < 200) {
      this.#statements.set(text, statement);
    }
    return statement;
  }

  #answer(done: Callback | undefined, work: () => { lastID: number; changes: number; rows?: unknown[] }): void {
    let result;
    try {
      result = work();
    } catch (error) {
      if (!done) {
        throw error;
      }
      done.call({ lastID: 0, changes: 0 }, error as Error);
      return;
    }
    done?.call({ lastID: result.lastID, changes: result.changes }, null, result.rows);
  }
}

export const OPEN_READWRITE = 2;
export const OPEN_CREATE = 4;
export const OPEN_FULLMUTEX = 0x10000;

const idle = new Map<string, LibsqlDatabase.Database[]>();

/** Closes the kept handles of a file: after it the file may be moved or deleted. */
export function closeHandles(filename: string): void {
  for (const handle of idle.get(filename) ?? []) {
    handle.close();
  }
  idle.delete(filename);
}

function takeHandle(filename: string): LibsqlDatabase.Database {
  const kept = idle.get(filename)?.pop();
  if (kept) {
    return kept;
  }
  const handle = new LibsqlDatabase(filename);
  // recursive_triggers: otherwise INSERT OR REPLACE walks past the triggers that make tables insert-only.
  handle.exec(
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;" +
      "PRAGMA secure_delete=ON; PRAGMA busy_timeout=5000;",
  );
  return handle;
}

function giveBack(filename: string, handle: LibsqlDatabase.Database): void {
  if (handle.inTransaction) {
    handle.exec("ROLLBACK");
  }
  const kept = idle.get(filename) ?? [];
  kept.push(handle);
  idle.set(filename, kept);
}

function split(rest: readonly unknown[]): [Parameters, Callback | undefined] {
  const [first, second] = rest;
  if (typeof first === "function") {
    return [[], first as Callback];
  }
  return [(first as Parameters | undefined) ?? [], second as Callback | undefined];
}

/** Sequelize names parameters "$1"; libsql wants the name without its sign. */
function native(parameters: Parameters): unknown[] {
  if (Array.isArray(parameters)) {
    return parameters;
  }
  const entries = Object.entries(parameters);
  if (entries.length === 0) {
    return [];
  }
  return [Object.fromEntries(entries.map(([key, value]) => [key.replace(/^\$/, ""), plain(value)]))];
}

function plain(value: unknown): unknown {
  return typeof value === "boolean" ? Number(value) : value === undefined ? null : value;
}

/** libsql hands blobs out as ArrayBuffers; everything of ours expects what mysql2 gives: Buffers. */
function withBuffers(rows: unknown[]): unknown[] {
  for (const row of rows as Record<string, unknown>[]) {
    for (const column in row) {
      const value = row[column];
      if (value instanceof ArrayBuffer) {
        row[column] = Buffer.from(value);
      }
    }
  }
  return rows;
}
