import { showSensitive } from "@cunqing/contract/paths";
import { Modal, Typography } from "antd";
import { useState } from "react";
import { FormModal } from "../../shared/form-modal.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import type { RollPerson } from "../../shared/rows.ts";
import { call } from "../../shared/client.ts";

export type SensitiveField = "identity" | "phone";

const fieldWords: Record<SensitiveField, string> = { identity: "证件号", phone: "电话" };

interface ShowSensitiveModalProps {
  readonly person: RollPerson;
  readonly field: SensitiveField;
  readonly onClose: () => void;
}

/** The number is kept nowhere: it is gone from the browser when the window closes. */
export function ShowSensitiveModal({ person, field, onClose }: ShowSensitiveModalProps) {
  const [value, setValue] = useState<string>();
  const title = `${person.name}的${fieldWords[field]}`;
  if (value !== undefined) {
    return (
      <Modal open title={title} footer={null} width={420} destroyOnHidden onCancel={onClose}>
        <Typography.Text copyable style={{ fontSize: 20 }}>
          {value}
        </Typography.Text>
        <p className="soft">这次查看已记入留痕，关掉窗口后不再显示。</p>
      </Modal>
    );
  }
  return (
    <FormModal<{ readonly reason: string }>
      open
      title={title}
      okText="查看"
      width={420}
      onClose={onClose}
      onDone={() => undefined}
      submit={async ({ reason }) => setValue((await call(showSensitive, { params: { personId: person.id }, body: { field, reason } })).value)}
    >
      <ReasonField label="为什么要看" placeholder="例如：核对医保缴费名单" extra="会记入留痕，本人能看到谁在什么时候看过。" />
    </FormModal>
  );
}
