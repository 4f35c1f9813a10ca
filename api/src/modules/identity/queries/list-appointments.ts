import type { Database } from "../../../kernel/database.ts";
import { listOf, sql, type Sql } from "../../../kernel/sql.ts";
import { areasById, type Area } from "../../organisation/index.ts";

export interface Appointment {
  readonly id: number;
  readonly publicId: string;
  readonly staffId: number;
  readonly role: string;
  readonly area: Area;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly endedAt: number | null;
}

/** Past and present appointments by member of staff, oldest first. */
export async function listAppointments(db: Database, staffIds: readonly number[]): Promise<Map<number, Appointment[]>> {
  const found = new Map<number, Appointment[]>(staffIds.map((id) => [id, []]));
  for (const appointment of staffIds.length === 0 ? [] : await readAppointments(db, sql`staff_id IN (${listOf(staffIds)})`)) {
    found.get(appointment.staffId)?.push(appointment);
  }
  return found;
}

export const findAppointment = async (db: Database, publicId: string): Promise<Appointment | undefined> =>
  (await readAppointments(db, sql`public_id = ${publicId}`))[0];

async function readAppointments(db: Database, condition: Sql): Promise<Appointment[]> {
  const rows = await db.select<Row>(sql`
    SELECT id, public_id, staff_id, role, area_id, starts_on, ends_on, ended_at FROM appointments WHERE ${condition} ORDER BY id`);
  const areas = await areasById(db, rows.map((row) => row.area_id));
  return rows.flatMap((row) => {
    const area = areas.get(row.area_id);
    return area
      ? [{ id: row.id, publicId: row.public_id, staffId: row.staff_id, role: row.role, area, startsOn: row.starts_on, endsOn: row.ends_on, endedAt: row.ended_at }]
      : [];
  });
}

interface Row {
  readonly id: number;
  readonly public_id: string;
  readonly staff_id: number;
  readonly role: string;
  readonly area_id: number;
  readonly starts_on: string;
  readonly ends_on: string | null;
  readonly ended_at: number | null;
}
