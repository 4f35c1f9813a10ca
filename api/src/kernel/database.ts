import { Sequelize, type Transaction } from "sequelize";
import * as sqliteFacade from "./sqlite/facade.ts";
import { sql, type Sql } from "./sql.ts";
import { currentUnit } from "./transaction.ts";
import { allAtOnce, oneAtATime, type WriterQueue } from "./writer-queue.ts";

export type Engine = "sqlite" | "mysql";

export interface Changed {
  readonly changes: number;
  readonly insertId: number;
}

/** Called with every statement that writes; the generic journal test listens here. */
export type WriteWatcher = (statement: string, transactionId: string | undefined) => void;

/**
 * One county's database. Commands load and change rows through Sequelize models; lists and sums go through
 * `select`, which returns plain rows and costs half.
 */
export interface Database {
  readonly engine: Engine;
  readonly sequelize: Sequelize;
  readonly writers: WriterQueue;
  select<Row>(query: Sql): Promise<Row[]>;
  selectOne<Row>(query: Sql): Promise<Row | undefined>;
  change(statement: Sql): Promise<Changed>;
  /** Whether a journal entry with this public id is committed. */
  hasEntry(entryId: string): Promise<boolean>;
  /** Fails when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** mysql://user:password@host:port/name, or the path of an SQLite file. */
  readonly url: string;
  readonly poolMax?: number;
  readonly watchWrites?: WriteWatcher;
}

export function openDatabase(options: OpenOptions): Database {
  const engine: Engine = /^(mysql|mariadb):/.test(options.url) ? "mysql" : "sqlite";
  const logging = options.watchWrites ? watcherOf(options.watchWrites) : (false as const);
  const sequelize = engine === "mysql" ? openMysql(options, logging) : openSqlite(options, logging);
  const plain = engine === "mysql" ? mysqlPlain(sequelize) : sqlitePlain(sequelize);
  const db: Database = {
    engine,
    sequelize,
    writers: engine === "mysql" ? allAtOnce() : oneAtATime(),
    select: <Row>(query: Sql) => plain.select(query) as Promise<Row[]>,
    async selectOne<Row>(query: Sql) {
      const [row] = await plain.select(query);
      return row as Row | undefined;
    },
    change(statement) {
      options.watchWrites?.(statement.text, transactionIdOf(currentUnit()?.transaction));
      // A lone statement on SQLite must wait its turn like a transaction does.
      return currentUnit() ? plain.change(statement) : db.writers.run(() => plain.change(statement));
    },
    async hasEntry(entryId) {
      return (await plain.select(sql`SELECT 1 AS found FROM journal WHERE entry_id = ${entryId}`)).length > 0;
    },
    async ping() {
      await plain.select(sql`SELECT 1 AS alive`);
    },
    async close() {
      await db.writers.idle();
      await sequelize.close();
      if (engine === "sqlite") {
        sqliteFacade.closeHandles(options.url);
      }
    },
  };
  return db;
}

type Logging = false | ((statement: string) => void);

function openMysql({ url, poolMax = 20, watchWrites }: OpenOptions, logging: Logging): Sequelize {
  const sequelize = new Sequelize(url.replace(/^mariadb:/, "mysql:"), {
    dialect: "mysql",
    logging,
    timezone: "+00:00",
    pool: { max: poolMax, min: 0, acquire: 15_000, idle: 30_000 },
    // Sequelize's own cast is a call for every field of every row, for dates and geometry, of which we have none.
    dialectOptions: { charset: "utf8mb4", connectTimeout: 5_000, flags: ["FOUND_ROWS"], typeCast: true },
    define: { timestamps: false },
  });
  sequelize.addHook("afterConnect", async (connection) => {
    const fresh = connection as MysqlConnection;
    await ask(fresh, sql`SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED`);
    // Strict mode is what both engines default to; a lenient server would cut values silently.
    await ask(fresh, sql`SET SESSION sql_mode='STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`);
  });
  beginAndCommitPlainly(sequelize, watchWrites);
  return sequelize;
}

interface Begun {
  readonly id: string;
  readonly connection: MysqlConnection;
  finished?: string;
}

/** Sequelize runs a statement at a price far above what these two words do, and every command says them both. */
function beginAndCommitPlainly(sequelize: Sequelize, watch: WriteWatcher | undefined): void {
  // Only outermost transactions come here: `inTransaction` joins its caller's instead of nesting.
  const queries = sequelize.getQueryInterface() as unknown as Record<"startTransaction" | "commitTransaction", (transaction: Begun) => Promise<unknown>>;
  queries.startTransaction = ({ connection }) => ask(connection, sql`START TRANSACTION`);
  queries.commitTransaction = (transaction) => {
    watch?.("COMMIT", transaction.id);
    transaction.finished = "commit";
    return ask(transaction.connection, sql`COMMIT`);
  };
}

function openSqlite({ url }: OpenOptions, logging: Logging): Sequelize {
  return new Sequelize({
    dialect: "sqlite",
    dialectModule: sqliteFacade,
    storage: url,
    logging,
    define: { timestamps: false },
  });
}

interface Plain {
  select(query: Sql): Promise<unknown[]>;
  change(statement: Sql): Promise<Changed>;
}

interface MysqlConnection {
  query(text: string, values: readonly unknown[], done: (error: Error | null, answer: unknown) => void): void;
}

/** The driver's own promises take a stack trace for every statement; this takes one for those that fail. */
async function ask(connection: MysqlConnection, { text, values }: Sql): Promise<unknown> {
  try {
    return await new Promise((resolve, reject) => {
      connection.query(text, values, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
  } catch (error) {
    if (error instanceof Error) {
      Error.captureStackTrace(error);
    }
    throw error;
  }
}

function mysqlPlain(sequelize: Sequelize): Plain {
  const run = (query: Sql) => withConnection<MysqlConnection, unknown>(sequelize, (connection) => ask(connection, query));
  return {
    select: (query) => run(query) as Promise<unknown[]>,
    async change(statement) {
      const { affectedRows, insertId } = (await run(statement)) as { affectedRows: number; insertId: number };
      return { changes: affectedRows, insertId };
    },
  };
}

function sqlitePlain(sequelize: Sequelize): Plain {
  return {
    select: (query) =>
      withConnection<sqliteFacade.Database, unknown[]>(sequelize, async (connection) =>
        connection.select(query.text, query.values),
      ),
    change: (statement) =>
      withConnection<sqliteFacade.Database, Changed>(sequelize, async (connection) =>
        connection.change(statement.text, statement.values),
      ),
  };
}

/** The transaction's own connection, or one of the pool for the moment. */
function withConnection<Connection, T>(sequelize: Sequelize, work: (connection: Connection) => Promise<T>): Promise<T> {
  const unit = currentUnit();
  return unit ? work((unit.transaction as unknown as { connection: Connection }).connection) : withPooled(sequelize, work);
}

async function withPooled<Connection, T>(sequelize: Sequelize, work: (connection: Connection) => Promise<T>): Promise<T> {
  const manager = sequelize.connectionManager as unknown as {
    getConnection(options: object): Promise<Connection>;
    releaseConnection(connection: Connection): void;
  };
  const connection = await manager.getConnection({ type: "SELECT" });
  try {
    return await work(connection);
  } finally {
    manager.releaseConnection(connection);
  }
}

/** Sequelize's log lines begin "Executing (transaction id or default): ". */
function watcherOf(watch: WriteWatcher): (line: string) => void {
  return (line) => {
    const [, id, statement] = /^Executing \(([^)]*)\): ([\s\S]*)$/.exec(line) ?? [];
    if (statement !== undefined) {
      watch(statement, id === "default" ? undefined : id);
    }
  };
}

function transactionIdOf(transaction: Transaction | undefined): string | undefined {
  return (transaction as unknown as { id: string } | undefined)?.id;
}
