import { grantAt, holdsAt, type StaffActor } from "../../../kernel/actor.ts";
import { shanghaiDay } from "../../../kernel/clock.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { findStaffById, lockStaffRow } from "../queries/find-staff.ts";
import { findAppointment } from "../queries/list-appointments.ts";
import { isStanding } from "../queries/find-managed-staff.ts";

/** Ends an appointment now, not at midnight. Answers whose it was. Nobody ends his own: somebody else must know. */
export async function endAppointment(deps: Deps, actor: StaffActor, appointmentId: string, reason: string): Promise<string> {
  return inTransaction(deps.db, async () => {
    const seen = await findAppointment(deps.db, appointmentId);
    const staff = seen && (await findStaffById(deps.db, seen.staffId));
    // Every command on appointments waits for the staff row, so what is read after it stays true.
    const locked = staff && (await lockStaffRow(deps.db, staff.publicId));
    const appointment = locked && (await findAppointment(deps.db, appointmentId));
    const today = shanghaiDay(deps.clock.now());
    refuseUnless(appointment && holdsAt(actor, "staff.manage", appointment.area.path) && isStanding(appointment, today), "appointment.not_found");
    refuseUnless(locked.id !== actor.staffId, "access.denied");
    const endsOn = appointment.startsOn > today ? appointment.startsOn : today;
    await deps.db.change(sql`UPDATE appointments SET ends_on = ${endsOn}, ended_at = ${deps.clock.now()} WHERE id = ${appointment.id}`);
    await deps.journal.append(actor, {
      kind: "appointment.ended",
      subject: { kind: "staff", id: locked.id, publicId: locked.publicId },
      areaId: appointment.area.id,
      role: grantAt(actor, "staff.manage", appointment.area.path)?.role,
      details: { role: appointment.role, reason },
    });
    return locked.publicId;
  });
}
