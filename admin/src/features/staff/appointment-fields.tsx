import { listRoles } from "@cunqing/contract/paths";
import { Form, Input, Select } from "antd";
import { AreaPicker } from "../../shared/area-picker.tsx";
import { isoDay } from "../../shared/times.ts";
import { useCall } from "../../shared/use-call.ts";

export interface AppointmentValues {
  readonly role: string;
  readonly areaId: string;
  readonly startsOn: string;
  readonly endsOn?: string;
}

/** An empty date field is no date, which the service wants to see left out. */
export function appointmentBody({ role, areaId, startsOn, endsOn }: AppointmentValues): AppointmentValues {
  return { role, areaId, startsOn, ...(endsOn === undefined || endsOn === "" ? {} : { endsOn }) };
}

export const firstDay = (): { startsOn: string } => ({ startsOn: isoDay(Date.now()) });

/** Role, area and term: the three that make an appointment. */
export function AppointmentFields() {
  const roles = useCall(listRoles, {});
  const role = Form.useWatch<string | undefined>("role");
  const kinds = roles.data?.rows.find(({ code }) => code === role)?.areaKinds;
  return (
    <>
      <Form.Item name="role" label="岗位" rules={[{ required: true, message: "请选岗位" }]}>
        <Select loading={roles.isPending} showSearch={{ optionFilterProp: "label" }} options={(roles.data?.rows ?? []).map(({ code, name }) => ({ value: code, label: name }))} />
      </Form.Item>
      <Form.Item name="areaId" label="在哪里" rules={[{ required: true, message: "请选区域" }]}>
        <AreaPicker width="100%" label="在哪里" {...(kinds === undefined ? {} : { kinds })} />
      </Form.Item>
      <div className="two">
        <Form.Item name="startsOn" label="从哪天起" rules={[{ required: true, message: "请选日期" }]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="endsOn" label="到哪天">
          <Input type="date" />
        </Form.Item>
      </div>
    </>
  );
}
