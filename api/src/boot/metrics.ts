import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Database } from "../kernel/database.ts";
import { sql } from "../kernel/sql.ts";

export interface Metrics {
  request(method: string, route: string, status: number, ms: number): void;
  render(): Promise<{ readonly type: string; readonly text: string }>;
}

/** Prometheus metrics. Routes are patterns, so the number of series does not grow with the county. */
export function createMetrics(db: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "cunqing_request_seconds",
    help: "How long requests took.",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  // Without those of sealed matters: they wait for their cover batch, and a number that moves would tell of one (trust.md 3).
  gauge(registry, "cunqing_journal_unsealed", "Entries that wait for the sealer, but for sealed ones.", db, sql`
    SELECT COUNT(*) AS n FROM journal_unsealed u JOIN journal j ON j.id = u.journal_id WHERE j.is_sealed = 0`);
  gauge(registry, "cunqing_reader_holds", "Subjects at which a reader has stopped.", db, sql`SELECT COUNT(*) AS n FROM reader_holds`);
  gauge(registry, "cunqing_deliveries_failed", "Messages that could not be sent.", db, sql`SELECT COUNT(*) AS n FROM deliveries WHERE state IN ('failed', 'unknown')`);
  return {
    request: (method, route, status, ms) => requests.observe({ method, route, status: String(status) }, ms / 1000),
    render: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

function gauge(registry: Registry, name: string, help: string, db: Database, query: ReturnType<typeof sql>): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      const row = await db.selectOne<{ n: number }>(query);
      this.set(row?.n ?? 0);
    },
  });
}
