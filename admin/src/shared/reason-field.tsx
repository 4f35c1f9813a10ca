import { limits } from "@cunqing/contract/limits";
import { Form, Input } from "antd";

interface ReasonFieldProps {
  readonly label?: string;
  readonly placeholder?: string;
  readonly extra?: string;
}

/** Why: asked wherever an action changes somebody's rights or looks at somebody's data. It goes into the record. */
export function ReasonField({ label = "原因", placeholder, extra = "会记入留痕。" }: ReasonFieldProps) {
  return (
    <Form.Item name="reason" label={label} extra={extra} rules={[{ required: true, whitespace: true, min: limits.reasonMin, message: "请写明原因" }]}>
      <Input.TextArea rows={3} maxLength={limits.reasonMax} showCount {...(placeholder === undefined ? {} : { placeholder })} />
    </Form.Item>
  );
}
