import { InboxOutlined } from "@ant-design/icons";
import { limits } from "@cunqing/contract/limits";
import { startRollImport } from "@cunqing/contract/paths";
import { Form, Progress, Upload } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { AreaPicker } from "../../shared/area-picker.tsx";
import { FormModal } from "../../shared/form-modal.tsx";
import { upload } from "../../shared/upload.ts";
import { useRefresh } from "../../shared/use-call.ts";

interface StartValues {
  readonly villageId: string;
  readonly file: File;
}

export function StartImportModal({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [share, setShare] = useState<number>();
  const submit = async ({ villageId, file }: StartValues): Promise<void> => {
    try {
      const started = await upload(startRollImport, { body: { villageId } }, file, { onProgress: setShare });
      void refresh();
      void navigate(`/roll-imports/${started.id}`);
    } finally {
      setShare(undefined);
    }
  };
  return (
    <FormModal<StartValues> open title="导入一份名册" okText="上传并核对" onClose={onClose} submit={submit}>
      <Form.Item name="villageId" label="哪个村的名册" rules={[{ required: true, message: "请选村" }]}>
        <AreaPicker kinds={["village", "community"]} width="100%" placeholder="选择村或社区" label="哪个村的名册" />
      </Form.Item>
      <Form.Item
        name="file"
        label="名册文件"
        extra="CSV（任意大小）或 XLSX（不超过 20MB）。第一行是列名：姓名、身份证号、性别、电话、户号、网格、与户主关系。"
        rules={[{ required: true, message: "请选文件" }, { validator: (_, file: File | undefined) => fits(file) }]}
      >
        <SheetField />
      </Form.Item>
      {share !== undefined && <Progress percent={Math.round(share * 100)} size="small" aria-label="上传进度" />}
    </FormModal>
  );
}

function SheetField({ value, onChange }: { readonly value?: File; readonly onChange?: (file: File | undefined) => void }) {
  return (
    <Upload.Dragger
      accept=".csv,.xlsx"
      maxCount={1}
      fileList={value === undefined ? [] : [{ uid: "sheet", name: value.name, status: "done" }]}
      beforeUpload={(file) => {
        onChange?.(file);
        return false;
      }}
      onRemove={() => onChange?.(undefined)}
    >
      <p style={{ margin: 0 }}>
        <InboxOutlined style={{ fontSize: 24 }} />
      </p>
      <p style={{ margin: "4px 0 0" }}>点这里选文件，或把文件拖进来</p>
    </Upload.Dragger>
  );
}

function fits(file: File | undefined): Promise<void> {
  if (file === undefined) {
    return Promise.resolve();
  }
  const isXlsx = file.name.toLowerCase().endsWith(".xlsx");
  const room = isXlsx ? limits.rollXlsxBytesMax : limits.rollCsvBytesMax;
  return file.size <= room ? Promise.resolve() : Promise.reject(new Error(isXlsx ? "XLSX 不超过 20MB，更大的请另存为 CSV" : "文件太大，请按村分开"));
}
