import { limits } from "@cunqing/contract/limits";
import { Form, Input } from "antd";

/** A new password, twice. */
export function NewPasswordFields({ name }: { readonly name: string }) {
  return (
    <>
      <Form.Item
        name={name}
        label="新密码"
        extra={`至少 ${String(limits.passwordMin)} 位。几个不相干的词连起来，比短而怪的密码好记也更安全。`}
        rules={[{ required: true, message: "请设一个密码" }, { min: limits.passwordMin, message: `密码至少 ${String(limits.passwordMin)} 位` }]}
      >
        <Input.Password autoComplete="new-password" maxLength={limits.passwordMax} />
      </Form.Item>
      <Form.Item
        name="again"
        label="再输一遍"
        dependencies={[name]}
        rules={[
          { required: true, message: "请再输一遍" },
          ({ getFieldValue }) => ({
            validator: (_, value: string) => (value === getFieldValue(name) ? Promise.resolve() : Promise.reject(new Error("两遍不一样"))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={limits.passwordMax} />
      </Form.Item>
    </>
  );
}
