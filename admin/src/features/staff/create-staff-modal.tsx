import { limits, phonePattern, usernamePattern } from "@cunqing/contract/limits";
import { createStaff } from "@cunqing/contract/paths";
import { Form, Input } from "antd";
import { useState } from "react";
import { FormModal } from "../../shared/form-modal.tsx";
import { useSend } from "../../shared/use-call.ts";
import { AppointmentFields, appointmentBody, firstDay, type AppointmentValues } from "./appointment-fields.tsx";
import { PersonField } from "./person-field.tsx";
import { SetupLinkModal } from "./setup-link-modal.tsx";

interface CreateValues extends AppointmentValues {
  readonly username: string;
  readonly name: string;
  readonly phone?: string;
  readonly personId?: string;
}

/** A new account with its first appointment. There is no password to hand out: the person sets it by a one-time link. */
export function CreateStaffModal({ onClose }: { readonly onClose: () => void }) {
  const send = useSend();
  const [link, setLink] = useState<{ readonly name: string; readonly setupUrl: string }>();
  if (link !== undefined) {
    return <SetupLinkModal {...link} onClose={onClose} />;
  }
  const submit = async (values: CreateValues): Promise<void> => {
    const { username, name, phone, personId } = values;
    const optional = { ...(phone === undefined || phone === "" ? {} : { phone }), ...(personId === undefined ? {} : { personId }) };
    const { setupUrl } = await send(createStaff, { body: { username, name, ...optional, ...appointmentBody(values) } });
    setLink({ name, setupUrl });
  };
  return (
    <FormModal<CreateValues> open width={520} title="添加工作人员" okText="添加" initial={firstDay()} onClose={onClose} onDone={() => undefined} submit={submit}>
      <div className="two">
        <Form.Item name="name" label="姓名" rules={[{ required: true, min: 2, message: "请填姓名" }]}>
          <Input autoFocus maxLength={limits.nameMax} autoComplete="off" />
        </Form.Item>
        <Form.Item name="username" label="用户名" rules={[{ required: true, pattern: usernamePattern, message: "小写字母开头，3 到 32 位字母数字" }]}>
          <Input maxLength={limits.usernameMax} autoComplete="off" placeholder="例如 wu.jianguo" />
        </Form.Item>
      </div>
      <Form.Item name="phone" label="电话" rules={[{ pattern: phonePattern, message: "请填 11 位手机号" }]}>
        <Input inputMode="tel" maxLength={11} autoComplete="off" />
      </Form.Item>
      <Form.Item name="personId" label="名册上的人" extra="填了才能核对近亲属回避：例如会计与村主任不能是近亲属。">
        <PersonField />
      </Form.Item>
      <AppointmentFields />
    </FormModal>
  );
}
