import { PrinterOutlined } from "@ant-design/icons";
import { Button, Modal } from "antd";
import { useState } from "react";
import type { TrailState } from "../../shared/rows.ts";

/** Public keys belong on paper, on the notice board: a key fetched from the server that is to be checked proves nothing. */
export function PrintKeys({ of }: { readonly of: TrailState }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<PrinterOutlined />} onClick={() => setOpen(true)}>
        打印公钥，贴公示栏
      </Button>
      <Modal open={open} title="公钥公示" width={680} okText="打印" cancelText="关闭" onOk={() => window.print()} onCancel={() => setOpen(false)} destroyOnHidden>
        <div className="print-sheet">
          <h2>村情通留痕公钥</h2>
          <p>小程序里内置了下面这些公钥。收条上的签名只认这些公钥；换公钥时，村公示栏上会贴出新的；旧公钥后面的数，表示它只管到第几条。</p>
          <h3>登记方（{of.origin}）</h3>
          {of.logKeys.map((key) => (
            <p key={key}>
              <code className="words">{key}</code>
            </p>
          ))}
          <h3>见证人</h3>
          {of.witnesses.map(({ name, vkey }) => (
            <p key={vkey}>
              {name}
              <br />
              <code className="words">{vkey}</code>
            </p>
          ))}
        </div>
      </Modal>
    </>
  );
}
