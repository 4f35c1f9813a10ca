import { EyeOutlined } from "@ant-design/icons";
import { Button } from "antd";

/** A masked value, with the door to the full one for those who may open it. */
export function SensitiveCell({ value, onAsk }: { readonly value: string; readonly onAsk: (() => void) | undefined }) {
  if (value === "") {
    return <span className="soft">—</span>;
  }
  return (
    <span className="nowrap">
      {value}
      {onAsk !== undefined && <Button type="text" size="small" icon={<EyeOutlined />} aria-label="查看完整号码" onClick={onAsk} />}
    </span>
  );
}
