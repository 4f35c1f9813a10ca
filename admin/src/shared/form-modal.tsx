import { Alert, App, Form, Modal, type FormInstance } from "antd";
import { useState, type ReactNode } from "react";
import { faultWords } from "./faults.ts";
import { CallRefused } from "@cunqing/contract/client";

interface FormModalProps<V extends object> {
  readonly open: boolean;
  readonly title: string;
  readonly okText: string;
  readonly danger?: boolean;
  readonly width?: number;
  readonly initial?: Partial<V>;
  readonly submit: (values: V) => Promise<unknown>;
  readonly onClose: () => void;
  /** After an accepted answer; without it the dialog closes. */
  readonly onDone?: () => void;
  readonly done?: string;
  readonly children: ReactNode | ((form: FormInstance<V>) => ReactNode);
}

/** A question with fields. A refusal lands on the fields it names; what was typed stays until it is accepted. */
export function FormModal<V extends object>(props: FormModalProps<V>) {
  const { open, title, okText, danger = false, width = 480, initial, submit, onClose, onDone = onClose, done, children } = props;
  const { message } = App.useApp();
  const [form] = Form.useForm<V>();
  const { busy, fault, run, reset } = useSubmit(form, submit, () => {
    if (done !== undefined) {
      void message.success(done);
    }
    onDone();
  });
  return (
    <Modal
      open={open}
      title={title}
      width={width}
      okText={okText}
      cancelText="取消"
      okButtonProps={{ danger, loading: busy }}
      cancelButtonProps={{ disabled: busy }}
      closable={!busy}
      mask={{ closable: false }}
      destroyOnHidden
      onOk={form.submit}
      onCancel={onClose}
      afterClose={reset}
    >
      <Form<V> form={form} layout="vertical" requiredMark="optional" onFinish={run} {...(initial === undefined ? {} : { initialValues: initial })}>
        {fault !== undefined && <Alert type="error" showIcon title={fault} style={{ marginBottom: 12 }} role="alert" />}
        {typeof children === "function" ? children(form) : children}
        <input type="submit" hidden />
      </Form>
    </Modal>
  );
}

/** The submit half of any form: busy, general fault, field faults. */
export function useSubmit<V extends object>(form: FormInstance<V>, submit: (values: V) => Promise<unknown>, onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const run = async (values: V): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await submit(values);
      onDone();
    } catch (error) {
      setFault(showOnFields(form, error) ? undefined : faultWords(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, fault, run, reset: () => setFault(undefined) };
}

/** Puts each fault on its field; false when some of it has no field here and must be said above the form. */
export function showOnFields<V extends object>(form: FormInstance<V>, error: unknown): boolean {
  if (!(error instanceof CallRefused) || error.fields.length === 0) {
    return false;
  }
  const known = new Set(Object.keys(form.getFieldsValue(true) as object));
  const placed = error.fields.filter((field) => known.has(field.path.split(".")[0] ?? ""));
  for (const field of placed) {
    const name = field.path.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    form.setFields([{ name: name as never, errors: [field.message] }]);
  }
  return placed.length === error.fields.length;
}
