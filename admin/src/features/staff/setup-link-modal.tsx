import { Alert, Modal, QRCode, Typography } from "antd";

interface SetupLinkModalProps {
  readonly name: string;
  readonly setupUrl: string;
  readonly onClose: () => void;
}

/** The link is shown this once; who loses it gets a new one and the old one dies. */
export function SetupLinkModal({ name, setupUrl, onClose }: SetupLinkModalProps) {
  return (
    <Modal open title={`${name}的设置链接`} width={480} okText="已经交给本人" cancelButtonProps={{ style: { display: "none" } }} mask={{ closable: false }} onOk={onClose} onCancel={onClose}>
      <Alert type="warning" showIcon style={{ marginBottom: 12 }} title="这个链接只显示这一次、只能用一次。请当面或打电话核实后交给本人，不要发到群里。" />
      <div className="setup-code">
        <QRCode type="svg" value={setupUrl} size={150} bordered={false} />
        <Typography.Paragraph copyable style={{ margin: 0, wordBreak: "break-all" }}>
          {setupUrl}
        </Typography.Paragraph>
      </div>
    </Modal>
  );
}
