import { getStaffSelf } from "@cunqing/contract/paths";
import { Layout, Menu } from "antd";
import { useEffect, useRef, useState } from "react";
import { Navigate, Outlet, useLocation, useNavigate } from "react-router";
import { relogin } from "../shared/client.ts";
import { faultKind } from "../shared/faults.ts";
import { Fault, Waiting } from "../shared/list-state.tsx";
import { WhoContext, type Who } from "../shared/session.ts";
import { useCall } from "../shared/use-call.ts";
import { CallRefused } from "@cunqing/contract/client";
import { ErrorFence } from "./error-fence.tsx";
import { ShellHeader } from "./header.tsx";
import { placeOf, placesFor } from "./menu.tsx";
import { ReloginModal } from "./relogin-modal.tsx";

/** The signed-in part of the console. Who is not signed in goes to the log-in page and comes back to this address. */
export function SignedIn() {
  const self = useCall(getStaffSelf, {});
  const { pathname, search } = useLocation();
  if (self.data !== undefined) {
    return <Shell who={self.data.staff} />;
  }
  if (self.error === null) {
    return <Waiting />;
  }
  const isSignedOut = self.error instanceof CallRefused && (self.error.status === 401 || self.error.code === "session.wrong_capacity");
  if (isSignedOut) {
    return <Navigate to={`/login?back=${encodeURIComponent(pathname + search)}`} replace />;
  }
  return (
    <main className="front">
      <Fault error={self.error} {...(faultKind(self.error) === "forbidden" ? {} : { onRetry: self.refetch })} />
    </main>
  );
}

function Shell({ who }: { readonly who: Who }) {
  const main = useRef<HTMLDivElement>(null);
  // On a phone the menu lies over the page, and folds away once something is chosen.
  const [isNarrow, setNarrow] = useState(false);
  const [isFolded, setFolded] = useState(false);
  useEffect(() => {
    relogin.arm(true);
    return () => relogin.arm(false);
  }, []);
  const { pathname } = useLocation();
  return (
    <WhoContext.Provider value={who}>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        跳到正文
      </button>
      <Layout className="shell" hasSider>
        <Layout.Sider className="shell-sider" width={188} theme="light" breakpoint="md" collapsedWidth={0} collapsed={isFolded} onCollapse={setFolded} onBreakpoint={setNarrow}>
          <ShellMenu who={who} onGone={() => setFolded(isNarrow)} />
        </Layout.Sider>
        <Layout>
          <ShellHeader who={who} />
          <Layout.Content className="shell-body">
            <div ref={main} tabIndex={-1} style={{ outline: "none" }}>
              <ErrorFence key={pathname}>
                <Outlet />
              </ErrorFence>
            </div>
          </Layout.Content>
        </Layout>
      </Layout>
      <ReloginModal who={who} />
    </WhoContext.Provider>
  );
}

function ShellMenu({ who, onGone }: { readonly who: Who; readonly onGone: () => void }) {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const items = placesFor(who.permissions).map(({ label, places }) => ({
    type: "group" as const,
    key: label,
    label,
    children: places.map((place) => ({ key: place.path, label: place.label, icon: place.icon })),
  }));
  return (
    <nav aria-label="主菜单">
      <div className="shell-brand">
        <img src={`${import.meta.env.BASE_URL}mark.svg`} alt="" />
        村情通
        <small>工作台</small>
      </div>
      <Menu mode="inline" items={items} selectedKeys={[placeOf(pathname)]} onClick={({ key }) => void Promise.resolve(navigate(key)).then(onGone)} style={{ borderInlineEnd: 0 }} />
    </nav>
  );
}
