import type * as z from "zod";
import type { verification as shape } from "@cunqing/contract";
import { holdsAt, type StaffActor } from "../../../../kernel/actor.ts";
import type { Database } from "../../../../kernel/database.ts";
import { sql, type Sql } from "../../../../kernel/sql.ts";
import type { Finding } from "../finding.ts";

export type Verification = z.output<typeof shape>;

/** A check of the record as the database keeps it. `open` until it has come to an end; a worker has it once it was taken. */
export interface VerificationRow {
  readonly id: number;
  readonly public_id: string;
  readonly staff_id: number;
  readonly state: "open" | "passed" | "failed" | "stopped" | "broken";
  readonly started_at: number;
  readonly finished_at: number | null;
  readonly taken_at: number | null;
  readonly leaves_done: number;
  readonly leaves_total: number;
  readonly rows_done: number;
  readonly rows_total: number;
  readonly finding_count: number;
  readonly findings: string | null;
}

const columns: Sql = sql`v.id, v.public_id, v.staff_id, v.state, v.started_at, v.finished_at, v.taken_at, v.leaves_done, v.leaves_total,
  v.rows_done, v.rows_total, v.finding_count, v.findings`;

export function findVerifications(db: Database, where: Sql, rest: Sql): Promise<VerificationRow[]> {
  return db.select<VerificationRow>(sql`SELECT ${columns} FROM trail_verifications v WHERE ${where} ORDER BY v.started_at DESC, v.id DESC ${rest}`);
}

export const verificationSubject = (row: Pick<VerificationRow, "id" | "public_id">) => ({ kind: "trail_verification", id: row.id, publicId: row.public_id });

/** What a reader may see of a check: it reads every row of the county, private cases too. */
export interface Sight {
  /** Counts of rows would tell a village office of the private cases among them. */
  readonly hasNumbers: boolean;
  /** Where a sealed entry stands, and so which one it is. */
  readonly hasSealedPositions: boolean;
}

export function sightOf(actor: StaffActor, countyPath: string): Sight {
  return { hasNumbers: holdsAt(actor, "trail.verify", countyPath), hasSealedPositions: holdsAt(actor, "case.read_private", countyPath) };
}

export function presentVerification(row: VerificationRow, names: ReadonlyMap<number, { readonly name: string }>, sight: Sight): Verification {
  // Written by our own worker, in this shape.
  const findings = row.findings === null ? [] : (JSON.parse(row.findings) as Finding[]);
  const numbers = {
    leavesDone: row.leaves_done,
    leavesTotal: row.leaves_total,
    rowsDone: row.rows_done,
    rowsTotal: row.rows_total,
  };
  return {
    id: row.public_id,
    state: row.state === "open" ? (row.taken_at === null ? "waiting" : "running") : row.state,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    startedBy: names.get(row.staff_id)?.name ?? "工作人员",
    ...(sight.hasNumbers ? numbers : sharesOf(row)),
    findings: findings.map((finding) => presentFinding(finding, sight)),
    findingCount: row.finding_count,
  };
}

function presentFinding({ position, code, words, shown, isSealed }: Finding, sight: Sight): Verification["findings"][number] {
  return isSealed === true ? { position: sight.hasSealedPositions ? position : null, code, words: "密件" } : { position, code, words: shown ?? words };
}

/** Progress without how much there is: thousandths. */
function sharesOf(row: VerificationRow): Pick<Verification, "leavesDone" | "leavesTotal" | "rowsDone" | "rowsTotal"> {
  return { leavesDone: thousandths(row.leaves_done, row.leaves_total), leavesTotal: 1000, rowsDone: thousandths(row.rows_done, row.rows_total), rowsTotal: 1000 };
}

const thousandths = (done: number, total: number): number => (total === 0 ? 0 : Math.min(1000, Math.floor((1000 * done) / total)));
