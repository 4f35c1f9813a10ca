import { listWithholdingGrounds, proposeWithholding } from "@cunqing/contract/paths";
import { Form, Input, Radio, Select } from "antd";
import { useState, type SyntheticEvent } from "react";
import { FormModal } from "../../shared/form-modal.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import type { CaseDetail } from "../../shared/rows.ts";
import { useCall, useSend } from "../../shared/use-call.ts";

interface Wanted {
  /** A photo's id, or `words` for the run that is marked in the text. */
  readonly what: string;
  readonly groundCode: string;
  readonly reason: string;
}

interface Run {
  readonly from: number;
  readonly to: number;
}

interface WithholdModalProps {
  readonly of: CaseDetail;
  /** The words as they are published. */
  readonly text: string;
  readonly onClose: () => void;
}

/** One thing at a time: a run of the published words, or one photo. Somebody else decides. */
export function WithholdModal({ of, text, onClose }: WithholdModalProps) {
  const send = useSend();
  const grounds = useCall(listWithholdingGrounds, {});
  const [run, setRun] = useState<Run>({ from: 0, to: 0 });
  const marked = text.slice(run.from, run.to);
  const mark = (event: SyntheticEvent<HTMLTextAreaElement>): void => {
    const { selectionStart: from, selectionEnd: to } = event.currentTarget;
    if (to > from) {
      setRun({ from, to });
    }
  };
  const photos = [...of.photos, ...of.afterPhotos];
  const submit = ({ what, groundCode, reason }: Wanted) => {
    const part = what === "words" ? { kind: "words" as const, ...run } : { kind: "photo" as const, photoId: what };
    return send(proposeWithholding, { params: { caseId: of.id }, body: { part, groundCode, reason } });
  };
  return (
    <FormModal<Wanted> open width={620} title="提出遮盖" okText="提出" done="已提出，等另一个人审批" initial={{ what: "words" }} onClose={onClose} submit={submit}>
      <Form.Item label="公开的文字" extra={marked === "" ? "用鼠标选中要遮盖的字。" : `选中了：“${marked}”`}>
        <Input.TextArea aria-label="公开的文字" value={text} readOnly autoSize={{ minRows: 3, maxRows: 8 }} onSelect={mark} />
      </Form.Item>
      <Form.Item name="what" label="遮盖什么" rules={[{ validator: (_, what) => (what === "words" && marked === "" ? Promise.reject(new Error("请先在上面选中要遮盖的字")) : Promise.resolve()) }]}>
        <Radio.Group className="photo-choice">
          <Radio value="words">选中的文字</Radio>
          {photos.map((photo, index) => (
            <Radio key={photo.id} value={photo.id}>
              <img src={photo.thumbnailUrl} alt={`照片 ${String(index + 1)}`} />
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <Form.Item name="groundCode" label="依据" rules={[{ required: true, message: "请选依据" }]}>
        <Select placeholder="请选依据" loading={grounds.isPending} options={(grounds.data?.rows ?? []).map(({ code, name, source }) => ({ value: code, label: `${name}（${source}）` }))} />
      </Form.Item>
      <ReasonField />
    </FormModal>
  );
}
