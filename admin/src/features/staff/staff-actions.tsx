import { lockStaff, renewSetupLink, requestTotpReset, revokeStaffSessions, unlockStaff } from "@cunqing/contract/paths";
import { Button } from "antd";
import { useState } from "react";
import { ActButton } from "../../shared/act-button.tsx";
import { FormModal } from "../../shared/form-modal.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import type { StaffDetail } from "../../shared/rows.ts";
import { useSend } from "../../shared/use-call.ts";
import { SetupLinkModal } from "./setup-link-modal.tsx";

type Asked = "lock" | "unlock" | "reset_totp";

/** What may be done to the account; the server says which. */
export function StaffActions({ of }: { readonly of: StaffDetail }) {
  const send = useSend();
  const [asked, setAsked] = useState<Asked>();
  const [setupUrl, setSetupUrl] = useState<string>();
  const params = { staffId: of.id };
  return (
    <>
      {of.may.includes("new_setup_link") && (
        <ActButton confirm="重新生成设置链接？原来的链接会作废。" act={async () => setSetupUrl((await send(renewSetupLink, { params })).setupUrl)}>
          新的设置链接
        </ActButton>
      )}
      {of.may.includes("revoke_sessions") && (
        <ActButton confirm={`让${of.name}在所有设备上马上退出登录？`} done="已全部退出" act={() => send(revokeStaffSessions, { params })}>
          全部退出登录
        </ActButton>
      )}
      {of.may.includes("reset_totp") && <Button onClick={() => setAsked("reset_totp")}>申请重置动态码</Button>}
      {of.may.includes("unlock") && <Button onClick={() => setAsked("unlock")}>解锁</Button>}
      {of.may.includes("lock") && (
        <Button danger onClick={() => setAsked("lock")}>
          锁定账号
        </Button>
      )}
      {asked !== undefined && <ReasonModal of={of} asked={asked} onClose={() => setAsked(undefined)} />}
      {setupUrl !== undefined && <SetupLinkModal name={of.name} setupUrl={setupUrl} onClose={() => setSetupUrl(undefined)} />}
    </>
  );
}

const words: Record<Asked, { readonly title: string; readonly ok: string; readonly done: string; readonly extra: string }> = {
  lock: { title: "锁定账号", ok: "锁定", done: "已锁定", extra: "马上退出所有设备，不能再登录。会记入留痕。" },
  unlock: { title: "解锁账号", ok: "解锁", done: "已解锁", extra: "会记入留痕。" },
  reset_totp: { title: "申请重置动态码", ok: "提交申请", done: "已提交，等另一位管理员同意", extra: "要另一位管理员在“动态码重置”里同意。会记入留痕。" },
};

function ReasonModal({ of, asked, onClose }: { readonly of: StaffDetail; readonly asked: Asked; readonly onClose: () => void }) {
  const send = useSend();
  const { title, ok, done, extra } = words[asked];
  const submit = (body: { readonly reason: string }): Promise<unknown> => {
    const order = { params: { staffId: of.id }, body };
    switch (asked) {
      case "lock":
        return send(lockStaff, order);
      case "unlock":
        return send(unlockStaff, order);
      case "reset_totp":
        return send(requestTotpReset, order);
    }
  };
  return (
    <FormModal<{ readonly reason: string }> open danger={asked === "lock"} title={`${title}：${of.name}`} okText={ok} done={done} onClose={onClose} submit={submit}>
      <ReasonField extra={extra} />
    </FormModal>
  );
}
