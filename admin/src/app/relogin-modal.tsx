import { getStaffSelf } from "@cunqing/contract/paths";
import { useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { useSyncExternalStore } from "react";
import { LoginSteps } from "../features/identity/login-steps.tsx";
import { relogin } from "../shared/client.ts";
import type { Who } from "../shared/session.ts";
import { keyOf } from "../shared/use-call.ts";

/** Signs in again above the page, so that the address and whatever was typed stay as they were. */
export function ReloginModal({ who }: { readonly who: Who }) {
  const open = useSyncExternalStore(relogin.subscribe, relogin.isOpen);
  const queries = useQueryClient();
  return (
    <Modal
      open={open}
      title="登录已过期，请重新登录"
      width={380}
      footer={null}
      mask={{ closable: false }}
      destroyOnHidden
      onCancel={() => {
        relogin.answer(false);
        window.location.reload();
      }}
    >
      <p className="soft" style={{ marginTop: 0 }}>
        页面上填写的内容还在，登录后接着做。
      </p>
      <LoginSteps
        username={who.username}
        onDone={(session) => {
          // Work begun by one person must never be finished in another's name.
          if (session.staff.id !== who.id) {
            window.location.reload();
          }
          queries.setQueryData(keyOf(getStaffSelf, {}), { csrfToken: session.csrfToken, staff: session.staff });
          relogin.answer(true);
        }}
      />
    </Modal>
  );
}
