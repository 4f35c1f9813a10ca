import { limits } from "@cunqing/contract/limits";
import { mergeArea, openGrid, recodeArea, renameArea } from "@cunqing/contract/paths";
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { AreaPicker } from "../../shared/area-picker.tsx";
import { FormModal } from "../../shared/form-modal.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import type { AreaDetail } from "../../shared/rows.ts";
import { useSend } from "../../shared/use-call.ts";

type Change = "rename" | "recode" | "merge" | "grid";

interface ChangeModalProps {
  readonly of: AreaDetail;
  readonly onClose: () => void;
}

/** Areas are never deleted: they change names, codes, or become part of another, and the old facts stay readable. */
export function AreaActions({ of }: { readonly of: AreaDetail }) {
  const [open, setOpen] = useState<Change>();
  const close = (): void => setOpen(undefined);
  const isVillage = of.kind === "village" || of.kind === "community";
  if (of.closedAt !== null) {
    return null;
  }
  return (
    <>
      {isVillage && (
        <Button size="small" onClick={() => setOpen("grid")}>
          新设网格
        </Button>
      )}
      <Button size="small" onClick={() => setOpen("rename")}>
        改名
      </Button>
      <Button size="small" onClick={() => setOpen("recode")}>
        换代码
      </Button>
      {isVillage && (
        <Button size="small" danger onClick={() => setOpen("merge")}>
          并入别的村
        </Button>
      )}
      {open === "grid" && <GridModal of={of} onClose={close} />}
      {open === "rename" && <RenameModal of={of} onClose={close} />}
      {open === "recode" && <RecodeModal of={of} onClose={close} />}
      {open === "merge" && <MergeModal of={of} onClose={close} />}
    </>
  );
}

function GridModal({ of, onClose }: ChangeModalProps) {
  const send = useSend();
  return (
    <FormModal<{ readonly name: string }> open title={`在${of.name}新设网格`} okText="设立" done="已设立" onClose={onClose} submit={(body) => send(openGrid, { params: { areaId: of.id }, body })}>
      <Form.Item name="name" label="网格名称" rules={[{ required: true, message: "请填名称" }]}>
        <Input autoFocus maxLength={limits.areaNameMax} placeholder="例如：第三网格" />
      </Form.Item>
    </FormModal>
  );
}

function RenameModal({ of, onClose }: ChangeModalProps) {
  const send = useSend();
  return (
    <FormModal<{ readonly name: string; readonly reason: string }>
      open
      title={`给${of.name}改名`}
      okText="改名"
      done="已改名"
      initial={{ name: of.name }}
      onClose={onClose}
      submit={(body) => send(renameArea, { params: { areaId: of.id }, body })}
    >
      <Form.Item name="name" label="新名称" rules={[{ required: true, message: "请填名称" }]}>
        <Input autoFocus maxLength={limits.areaNameMax} />
      </Form.Item>
      <ReasonField placeholder="例如：省民政厅批复文号" />
    </FormModal>
  );
}

function RecodeModal({ of, onClose }: ChangeModalProps) {
  const send = useSend();
  return (
    <FormModal<{ readonly code: string; readonly reason: string }>
      open
      title={`给${of.name}换区划代码`}
      okText="换代码"
      done="已换代码"
      initial={{ code: of.code }}
      onClose={onClose}
      submit={(body) => send(recodeArea, { params: { areaId: of.id }, body })}
    >
      <Form.Item name="code" label="新代码" rules={[{ required: true, pattern: /^\d{6,12}$/, message: "区划代码是 6 到 12 位数字" }]}>
        <Input autoFocus inputMode="numeric" maxLength={12} />
      </Form.Item>
      <ReasonField placeholder="例如：统计局某年度代码调整" />
    </FormModal>
  );
}

function MergeModal({ of, onClose }: ChangeModalProps) {
  const send = useSend();
  return (
    <FormModal<{ readonly intoId: string; readonly reason: string }>
      open
      danger
      title={`把${of.name}并入别的村`}
      okText="并入"
      done="已并入"
      onClose={onClose}
      submit={(body) => send(mergeArea, { params: { areaId: of.id }, body })}
    >
      <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={`${of.name}的名册、诉求和任职会跟着过去，${of.name}不再使用。这一步不能撤回。`} />
      <Form.Item name="intoId" label="并入" rules={[{ required: true, message: "请选并入哪个村" }]}>
        <AreaPicker kinds={[of.kind]} width="100%" placeholder="选择村" label="并入" />
      </Form.Item>
      <ReasonField placeholder="例如：行政村规模调整批复文号" />
    </FormModal>
  );
}
