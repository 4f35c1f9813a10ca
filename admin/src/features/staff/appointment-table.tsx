import { appoint, endAppointment } from "@cunqing/contract/paths";
import { Button, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { FormModal } from "../../shared/form-modal.tsx";
import { Panel } from "../../shared/page.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import type { Appointment, StaffDetail } from "../../shared/rows.ts";
import { useSend } from "../../shared/use-call.ts";
import { AppointmentFields, appointmentBody, firstDay, type AppointmentValues } from "./appointment-fields.tsx";
import { termWords } from "./staff-words.tsx";

/** Appointments present and past: role × area × term. */
export function AppointmentTable({ of }: { readonly of: StaffDetail }) {
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Appointment>();
  const mayAppoint = of.may.includes("appoint");
  const add = (
    <Button size="small" onClick={() => setAdding(true)}>
      增加任职
    </Button>
  );
  return (
    <Panel title="任职" padded={false} extra={mayAppoint ? add : undefined}>
      <Table<Appointment> aria-label="任职" size="small" columns={columnsOf(mayAppoint ? setEnding : undefined)} dataSource={[...of.appointments]} rowKey="id" pagination={false} locale={{ emptyText: "没有任职" }} />
      {adding && <AppointModal of={of} onClose={() => setAdding(false)} />}
      {ending !== undefined && <EndModal of={of} ending={ending} onClose={() => setEnding(undefined)} />}
    </Panel>
  );
}

function columnsOf(onEnd: ((appointment: Appointment) => void) | undefined): TableColumnsType<Appointment> {
  return [
    { title: "岗位", dataIndex: "roleName" },
    { title: "在哪里", key: "area", render: (_, row) => row.area.name },
    { title: "任期", key: "term", width: 220, render: (_, row) => termWords(row) },
    { title: "现在", key: "current", width: 90, render: (_, row) => (row.isCurrent ? <span className="good">在任</span> : <span className="soft">不在任</span>) },
    {
      title: "操作",
      key: "act",
      width: 90,
      render: (_, row) =>
        onEnd !== undefined && row.isCurrent ? (
          <Button size="small" type="link" danger onClick={() => onEnd(row)}>
            卸任
          </Button>
        ) : null,
    },
  ];
}

function AppointModal({ of, onClose }: { readonly of: StaffDetail; readonly onClose: () => void }) {
  const send = useSend();
  return (
    <FormModal<AppointmentValues>
      open
      title={`给${of.name}增加任职`}
      okText="任职"
      done="已任职"
      initial={firstDay()}
      onClose={onClose}
      submit={(values) => send(appoint, { params: { staffId: of.id }, body: appointmentBody(values) })}
    >
      <AppointmentFields />
    </FormModal>
  );
}

interface EndModalProps {
  readonly of: StaffDetail;
  readonly ending: Appointment;
  readonly onClose: () => void;
}

function EndModal({ of, ending, onClose }: EndModalProps) {
  const send = useSend();
  return (
    <FormModal<{ readonly reason: string }>
      open
      danger
      title={`${of.name}卸任${ending.area.name}·${ending.roleName}`}
      okText="卸任"
      done="已卸任"
      onClose={onClose}
      submit={(body) => send(endAppointment, { params: { appointmentId: ending.id }, body })}
    >
      <ReasonField extra="今天起不再有这个岗位的权限，马上生效。会记入留痕。" />
    </FormModal>
  );
}
