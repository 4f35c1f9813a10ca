import { getStaffSelf } from "@cunqing/contract/paths";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { keyOf } from "../../shared/use-call.ts";
import { Front } from "./front.tsx";
import { LoginSteps } from "./login-steps.tsx";

export function LoginPage() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  useEffect(() => {
    document.title = "登录 · 村情通";
  }, []);
  return (
    <Front subtitle="工作台" foot="第一次使用，请打开管理员发给您的设置链接。账号不要借给别人用，所有操作都会留痕。">
      <LoginSteps
        onDone={({ csrfToken, staff }) => {
          queries.clear();
          queries.setQueryData(keyOf(getStaffSelf, {}), { csrfToken, staff });
          void navigate(safeBack(search.get("back")), { replace: true });
        }}
      />
    </Front>
  );
}

/** Only an address of our own: a link from outside must not send anybody elsewhere after log-in. */
function safeBack(back: string | null): string {
  return back !== null && /^\/(?![/\\])/.test(back) ? back : "/";
}
