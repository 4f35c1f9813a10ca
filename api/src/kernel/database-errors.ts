/** The codes by which the engines say the same things. Sequelize wraps the driver's error in `parent`. */
const retryable = new Set<string | number>([
  1213, // deadlock
  1205, // lock wait timeout
  1020, // snapshot conflict (MariaDB)
  1047, // node not ready (Galera)
  "SQLITE_BUSY",
  "SQLITE_BUSY_SNAPSHOT",
  "SQLITE_LOCKED",
]);

const connectionLost = new Set<string | number>([
  "PROTOCOL_CONNECTION_LOST",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "ER_SERVER_SHUTDOWN",
  1053, // server shutdown in progress
  1927, // connection was killed (MariaDB)
  4031, // disconnected by the server
]);

const full = new Set<string | number>([
  "SQLITE_FULL",
  "SQLITE_IOERR_WRITE",
  "ENOSPC",
  "EFBIG",
  "EDQUOT",
  1021, // disk full
  1114, // table full
]);

const duplicate = new Set<string | number>([1062, "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"]);

const duplicateColumn = 1060;

export const isRetryable = (error: unknown): boolean => codesOf(error).some((code) => retryable.has(code));
export const isConnectionLost = (error: unknown): boolean =>
  codesOf(error).some((code) => connectionLost.has(code)) || namesOf(error).some((name) => name.startsWith("SequelizeConnection"));
export const isFull = (error: unknown): boolean => codesOf(error).some((code) => full.has(code));
export const isDuplicate = (error: unknown): boolean => codesOf(error).some((code) => duplicate.has(code));
/** SQLite has no code of its own for it. */
export const isDuplicateColumn = (error: unknown): boolean =>
  codesOf(error).includes(duplicateColumn) || chainOf(error).some(({ message }) => message?.startsWith("duplicate column name") === true);

function codesOf(error: unknown): (string | number)[] {
  return chainOf(error).flatMap(({ code, errno }) => [code, errno].filter((value) => value !== undefined));
}

function namesOf(error: unknown): string[] {
  return chainOf(error).map(({ name }) => name ?? "");
}

interface Coded {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string | number;
  readonly errno?: number;
  readonly parent?: unknown;
  readonly cause?: unknown;
}

function chainOf(error: unknown): Coded[] {
  const chain: Coded[] = [];
  let current = error as Coded | undefined | null;
  while (current && typeof current === "object" && chain.length < 5) {
    chain.push(current);
    current = (current.parent ?? current.cause) as Coded | undefined | null;
  }
  return chain;
}
