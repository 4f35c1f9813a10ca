import type { BodyOf, readSecurityLog as endpoint } from "@cunqing/contract";
import { grantAt, type StaffActor } from "../../../kernel/actor.ts";
import { dayMs } from "../../../kernel/clock.ts";
import type { Deps } from "../../../kernel/deps.ts";
import type { Page } from "../../../kernel/page.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql, type Sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { getCounty } from "../../organisation/index.ts";
import { dayKey, openBatch, type Batch, type LogLine } from "./log-cipher.ts";
import { latestOf } from "./vague-lines.ts";

const spanMaxMs = 7 * dayMs;
/** A page ends with the batch that fills it. */
const pageLines = 200;
const chunkBatches = 200;
/** As much is opened for one answer at most; a filter that finds little goes on at the next page. */
const openedMax = 5000;

/** Lines of the log, newest first. Each page is an entry, committed before a line is opened. */
export async function readSecurityLog(deps: Deps, actor: StaffActor, order: BodyOf<typeof endpoint>): Promise<Page<LogLine>> {
  refuseUnless(order.to - order.from <= spanMaxMs, "security_log.span_too_long");
  let after = deps.pager.after(order, { key: "s.from_ms", id: "s.id" }, "down");
  await noteRead(deps, actor, order);
  const lines: LogLine[] = [];
  const opener = createOpener(deps);
  let last: BatchRow | undefined;
  for (let opened = 0; opened < openedMax; ) {
    const batches = await readBatches(deps, order, after);
    for (const batch of batches) {
      lines.push(...(await opener(batch)).filter((line) => isWanted(line, order)));
      opened += 1;
      last = batch;
      if (lines.length >= pageLines) {
        return { rows: lines, next: cursorAt(deps, batch) };
      }
    }
    if (batches.length < chunkBatches || !last) {
      return { rows: lines, next: null };
    }
    after = sql`(s.from_ms < ${last.fromMs} OR (s.from_ms = ${last.fromMs} AND s.id < ${last.id}))`;
  }
  return { rows: lines, next: last ? cursorAt(deps, last) : null };
}

async function noteRead(deps: Deps, actor: StaffActor, order: BodyOf<typeof endpoint>): Promise<void> {
  const county = await getCounty(deps.db);
  await inTransaction(deps.db, () =>
    deps.journal.append(actor, {
      kind: "security_log.read",
      subject: { kind: "staff", id: actor.staffId, publicId: actor.publicId },
      areaId: county.id,
      role: grantAt(actor, "security_log.read", county.path)?.role,
      isSealed: true,
      // An address that was asked for stays out of the record like every other.
      details: { reason: order.reason, from: String(order.from), to: String(order.to), isFiltered: order.address === undefined ? undefined : "1" },
    }),
  );
}

type BatchRow = Batch & { readonly id: number };

/** A batch is of one day, so none that reaches into the span began more than a day before it. */
function readBatches({ db }: Deps, order: { readonly from: number; readonly to: number }, after: Sql): Promise<BatchRow[]> {
  return db.select<BatchRow>(sql`
    SELECT s.id, s.day, s.from_ms AS "fromMs", s.to_ms AS "toMs", s.cipher FROM security_log s
    WHERE s.from_ms >= ${order.from - dayMs} AND s.from_ms < ${order.to} AND s.to_ms >= ${order.from} AND ${after}
    ORDER BY s.from_ms DESC, s.id DESC LIMIT ${chunkBatches}`);
}

function createOpener(deps: Deps): (batch: Batch) => Promise<LogLine[]> {
  const keys = new Map<string, Buffer | undefined>();
  return async (batch) => {
    if (!keys.has(batch.day)) {
      keys.set(batch.day, await dayKey(deps, batch.day, false));
    }
    const key = keys.get(batch.day);
    const lines = key ? openBatch(key, batch) : null;
    // Whoever changed a row must not be able to hide the others behind a failure.
    return lines?.toReversed() ?? [{ at: batch.fromMs, address: "", request: "这一段日志被改动过，打不开", status: 0 }];
  };
}

function isWanted(line: LogLine, { from, to, address }: BodyOf<typeof endpoint>): boolean {
  return latestOf(line) >= from && line.at < to && (address === undefined || line.address === address || line.address === "");
}

/** The pager seals the place of the last row that it keeps, when there is one more. */
const cursorAt = ({ pager }: Deps, batch: BatchRow): string | null => pager.cut([batch, batch], { size: 1 }, () => ({ key: batch.fromMs, id: batch.id })).next;
