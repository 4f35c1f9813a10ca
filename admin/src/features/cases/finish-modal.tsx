import { limits } from "@cunqing/contract/limits";
import { finishCase, getCatalog } from "@cunqing/contract/paths";
import { Form, Input } from "antd";
import { FormModal } from "../../shared/form-modal.tsx";
import { PhotoUpload, type PhotoSlot } from "../../shared/photo-upload.tsx";
import { useCall, useSend } from "../../shared/use-call.ts";
import { CaseQuote } from "./case-quote.tsx";
import type { CaseModalProps } from "./take-modals.tsx";

interface FinishValues {
  readonly outcome: string;
  readonly afterPhotos?: readonly PhotoSlot[];
}

/** What was done, with the photo that shows it. The reporter has the last word. */
export function FinishModal({ of, onClose }: CaseModalProps) {
  const send = useSend();
  const catalog = useCall(getCatalog, {});
  const rule = catalog.data?.categories.find(({ code }) => code === of.category.code)?.afterPhoto ?? "optional";
  return (
    <FormModal<FinishValues>
      open
      width={560}
      title="办好了"
      okText="提交，请反映人确认"
      done="已提交，等反映人确认"
      onClose={onClose}
      submit={({ outcome, afterPhotos = [] }) => {
        const photos = afterPhotos.flatMap((slot) => (slot.state === "ready" ? [{ id: slot.id, claim: slot.claim }] : []));
        return send(finishCase, { params: { caseId: of.id }, body: { seenState: of.state, outcome, afterPhotos: photos } });
      }}
    >
      <CaseQuote of={of} />
      <Form.Item name="outcome" label="办了什么" rules={[{ required: true, min: limits.outcomeMin, message: "请写明办了什么" }]}>
        <Input.TextArea autoFocus rows={4} maxLength={limits.outcomeMax} showCount placeholder="例如：上午派铲车清走黄泥，路面已冲洗，车辆可以通行。" />
      </Form.Item>
      {rule !== "none" && (
        <Form.Item
          name="afterPhotos"
          label={rule === "required" ? "办好后的照片（这类事情要有）" : "办好后的照片"}
          rules={[{ required: rule === "required", message: "请加一张办好后的照片" }, { validator: (_, slots: readonly PhotoSlot[] | undefined) => settled(slots) }]}
        >
          <PhotoUpload />
        </Form.Item>
      )}
    </FormModal>
  );
}

/** Submitting while a photo is still on its way would lose it. */
export function settled(slots: readonly PhotoSlot[] = []): Promise<void> {
  if (slots.some((slot) => slot.state === "sending")) {
    return Promise.reject(new Error("照片还在上传，请等一下"));
  }
  if (slots.some((slot) => slot.state === "failed")) {
    return Promise.reject(new Error("有照片没有传上去，请重传或去掉"));
  }
  return Promise.resolve();
}
