import { limits } from "@cunqing/contract/limits";
import { acceptCase, declineCase, getCatalog, startCase } from "@cunqing/contract/paths";
import { Form, Input, Select } from "antd";
import { FormModal } from "../../shared/form-modal.tsx";
import type { CaseSummary } from "../../shared/rows.ts";
import { useCall, useSend } from "../../shared/use-call.ts";
import { CaseQuote } from "./case-quote.tsx";

export interface CaseModalProps {
  readonly of: CaseSummary;
  readonly onClose: () => void;
}

interface AcceptValues {
  readonly categoryCode: string;
  readonly note?: string;
}

export function AcceptModal({ of, onClose }: CaseModalProps) {
  const send = useSend();
  const catalog = useCall(getCatalog, {});
  const categories = (catalog.data?.categories ?? []).filter(({ doors }) => doors.includes(of.door));
  return (
    <FormModal<AcceptValues>
      open
      title="受理诉求"
      okText="受理"
      done="已受理"
      initial={{ categoryCode: of.category.code }}
      onClose={onClose}
      submit={({ categoryCode, note }) => {
        const changed = categoryCode === of.category.code ? {} : { categoryCode };
        return send(acceptCase, { params: { caseId: of.id }, body: { seenState: of.state, ...changed, note } });
      }}
    >
      <CaseQuote of={of} />
      <Form.Item name="categoryCode" label="类别" extra="办理期限按类别算。反映人选错了，可以在这里改。">
        <Select
          loading={catalog.isPending}
          options={
            catalog.data === undefined
              ? [{ value: of.category.code, label: of.category.name }]
              : categories.map(({ code, name, limitWorkingDays }) => ({ value: code, label: `${name}（${String(limitWorkingDays)} 个工作日）` }))
          }
        />
      </Form.Item>
      <NoteField label="给反映人的话" />
    </FormModal>
  );
}

interface DeclineValues {
  readonly reasonCode: string;
  readonly reason: string;
}

export function DeclineModal({ of, onClose }: CaseModalProps) {
  const send = useSend();
  const catalog = useCall(getCatalog, {});
  const reasons = catalog.data?.declineReasons ?? [];
  return (
    <FormModal<DeclineValues>
      open
      danger
      title="不予受理"
      okText="不予受理"
      done="已告知反映人"
      onClose={onClose}
      submit={(values) => send(declineCase, { params: { caseId: of.id }, body: { seenState: of.state, ...values } })}
    >
      {(form) => (
        <>
          <CaseQuote of={of} />
          <Form.Item name="reasonCode" label="原因" rules={[{ required: true, message: "请选原因" }]}>
            <Select
              autoFocus
              loading={catalog.isPending}
              options={reasons.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={(code: string) => {
                const advice = reasons.find((known) => known.code === code)?.advice;
                if (advice !== undefined && !form.isFieldTouched("reason")) {
                  form.setFieldValue("reason", advice);
                }
              }}
            />
          </Form.Item>
          <Form.Item name="reason" label="怎么跟反映人说" extra="反映人会看到这段话：为什么不受理，该去哪里。" rules={[{ required: true, min: limits.reasonMin, message: "请写明原因" }]}>
            <Input.TextArea rows={4} maxLength={limits.reasonMax} showCount />
          </Form.Item>
        </>
      )}
    </FormModal>
  );
}

export function StartModal({ of, onClose }: CaseModalProps) {
  const send = useSend();
  return (
    <FormModal<{ readonly note?: string }>
      open
      title="开始办理"
      okText="开始办"
      done="已开始办理"
      onClose={onClose}
      submit={({ note }) => send(startCase, { params: { caseId: of.id }, body: { seenState: of.state, note } })}
    >
      <CaseQuote of={of} />
      <NoteField label="给反映人的话" />
    </FormModal>
  );
}

export function NoteField({ label }: { readonly label: string }) {
  return (
    <Form.Item name="note" label={label}>
      <Input.TextArea rows={3} maxLength={limits.noteMax} showCount placeholder="可以不填" />
    </Form.Item>
  );
}
