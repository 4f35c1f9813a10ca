import { showSensitive } from "@cunqing/contract/paths";
import { Form, Input, Modal, Typography } from "antd";
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
  /** The case for which it is asked, when the roll was opened from one. */
  readonly caseId: string | undefined;
  readonly onClose: () => void;
}

interface Asking {
  readonly reason: string;
  readonly caseId?: string;
}

/** The number is kept nowhere: it is gone from the browser when the window closes. */
export function ShowSensitiveModal({ person, field, caseId, onClose }: ShowSensitiveModalProps) {
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
    <FormModal<Asking>
      open
      title={title}
      okText="查看"
      width={420}
      {...(caseId === undefined ? {} : { initial: { caseId } })}
      onClose={onClose}
      onDone={() => undefined}
      submit={async (asking) => setValue((await call(showSensitive, { params: { personId: person.id }, body: bodyOf(field, asking) })).value)}
    >
      <ReasonField label="为什么要看" placeholder="例如：核对医保缴费名单" extra="会记入留痕，本人能看到谁在什么时候看过。" />
      <Form.Item name="caseId" label="为哪件诉求查" extra="没有就不填。从诉求页面点“为这件事查名册”过来，会自动填好。">
        <Input placeholder="诉求页面的网址" allowClear maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}

/** Whoever pastes the address of the case's page need not know which part of it is the case. */
function bodyOf(field: SensitiveField, { reason, caseId = "" }: Asking) {
  const of = caseId.trim().replace(/[?].*$/, "").split("/").at(-1) ?? "";
  return of === "" ? { field, reason } : { field, reason, caseId: of };
}
