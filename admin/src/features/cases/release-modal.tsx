import { limits } from "@cunqing/contract/limits";
import { releaseCase } from "@cunqing/contract/paths";
import { Alert, Checkbox, Form, Input } from "antd";
import { FormModal } from "../../shared/form-modal.tsx";
import type { CaseDetail } from "../../shared/rows.ts";
import { useSend } from "../../shared/use-call.ts";

interface ReleaseValues {
  readonly text: string;
  readonly photoIds?: string[];
}

/** What everybody in the village will see: edited words and chosen photos, nothing by itself. */
export function ReleaseModal({ of, onClose }: { readonly of: CaseDetail; readonly onClose: () => void }) {
  const send = useSend();
  const photos = [...of.photos.map((photo) => ({ ...photo, label: "办理前" })), ...of.afterPhotos.map((photo) => ({ ...photo, label: "办理后" }))];
  return (
    <FormModal<ReleaseValues>
      open
      width={620}
      title={of.isReleased ? "修改公开内容" : "公开内容"}
      okText="公开"
      done="已公开"
      initial={{ text: of.released?.text ?? of.text, photoIds: [] }}
      onClose={onClose}
      // A case without photos has no field for them, and a form answers only with its fields.
      submit={({ text, photoIds = [] }) => send(releaseCase, { params: { caseId: of.id }, body: { text, photoIds } })}
    >
      <Alert type="warning" showIcon style={{ marginBottom: 12 }} title="公开后全村都能看到。请去掉人名、电话、门牌、车牌；照片里有人脸、证件的不要选。" />
      <Form.Item name="text" label="公开的文字" rules={[{ required: true, min: limits.caseTextMin, message: "请写公开的文字" }]}>
        <Input.TextArea rows={5} maxLength={limits.caseTextMax} showCount />
      </Form.Item>
      {photos.length > 0 && (
        <Form.Item name="photoIds" label="公开的照片">
          <Checkbox.Group className="photo-choice">
            {photos.map((photo) => (
              <Checkbox key={photo.id} value={photo.id}>
                <img src={photo.thumbnailUrl} alt={`${photo.label}的照片`} />
                <span className="small soft">{photo.label}</span>
              </Checkbox>
            ))}
          </Checkbox.Group>
        </Form.Item>
      )}
    </FormModal>
  );
}
