import type { Database } from "../../../kernel/database.ts";
import { sql } from "../../../kernel/sql.ts";
import type { AppointmentFacts } from "../grants.ts";

/** What a member of staff is appointed to, without what was ended before its time. Terms are for the caller to judge. */
export async function findAppointmentFacts(db: Database, staffId: number): Promise<AppointmentFacts[]> {
  const rows = await db.select<Row>(sql`
    SELECT role, area_id, area_path, starts_on, ends_on FROM appointments
    WHERE staff_id = ${staffId} AND ended_at IS NULL ORDER BY id`);
  return rows.map((row) => ({ role: row.role, areaId: row.area_id, areaPath: row.area_path, startsOn: row.starts_on, endsOn: row.ends_on }));
}

interface Row {
  readonly role: string;
  readonly area_id: number;
  readonly area_path: string;
  readonly starts_on: string;
  readonly ends_on: string | null;
}
