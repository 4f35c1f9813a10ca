import { FileProtectOutlined } from "@ant-design/icons";
import { makeDossier } from "@cunqing/contract/paths";
import { Button } from "antd";
import { useState } from "react";
import { download } from "../../shared/download.ts";
import { FormModal } from "../../shared/form-modal.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import { useHolds } from "../../shared/session.ts";

/** Everything on record about the case, with the proofs that let anybody check it without us. */
export function DossierButton({ caseId }: { readonly caseId: string }) {
  const mayMake = useHolds("dossier.make");
  const [open, setOpen] = useState(false);
  if (!mayMake) {
    return null;
  }
  return (
    <>
      <Button icon={<FileProtectOutlined />} onClick={() => setOpen(true)}>
        导出卷宗
      </Button>
      {open && (
        <FormModal<{ readonly reason: string }>
          open
          title="导出卷宗"
          okText="导出"
          done="卷宗已下载"
          onClose={() => setOpen(false)}
          submit={(body) => download(makeDossier, { params: { caseId }, body })}
        >
          <p className="soft">压缩包里有全部经过、照片和存证，不连网也能核验。里面有个人信息，请按规定保管。</p>
          <ReasonField label="为什么导出" placeholder="例如：县里来函调阅" />
        </FormModal>
      )}
    </>
  );
}
