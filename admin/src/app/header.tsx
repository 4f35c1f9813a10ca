import { DownOutlined, UserOutlined } from "@ant-design/icons";
import { endSession } from "@cunqing/contract/paths";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown, Layout } from "antd";
import { useSyncExternalStore } from "react";
import { useNavigate } from "react-router";
import { call, relogin } from "../shared/client.ts";
import { faultWords } from "../shared/faults.ts";
import type { Who } from "../shared/session.ts";
import { todayWords } from "../shared/times.ts";

/** Where I am, what day it is, who I am, and the way out. */
export function ShellHeader({ who }: { readonly who: Who }) {
  const online = useOnline();
  const current = who.appointments.filter((appointment) => appointment.isCurrent);
  return (
    <>
      <Layout.Header className="shell-header">
        <span className="shell-where">{[...new Set(current.map((appointment) => appointment.area.name))].join("、") || "暂无任职"}</span>
        <span className="shell-today">{todayWords()}</span>
        <WhoMenu who={who} roles={[...new Set(current.map((appointment) => appointment.roleName))].join("、")} />
      </Layout.Header>
      {!online && (
        <div className="offline-bar" role="alert">
          网络断开了。填写的内容还在，网络恢复后再提交。
        </div>
      )}
    </>
  );
}

function WhoMenu({ who, roles }: { readonly who: Who; readonly roles: string }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const leave = async (): Promise<void> => {
    try {
      await call(endSession, {});
    } catch (error) {
      void message.error(faultWords(error));
      return;
    }
    relogin.arm(false);
    queries.clear();
    await navigate("/login", { replace: true });
  };
  const items = [
    { key: "/account", label: "我的账号" },
    { key: "/messages", label: "我的消息" },
    { type: "divider" as const },
    { key: "leave", label: "退出登录" },
  ];
  return (
    <div className="shell-who">
      <span className="soft">{roles}</span>
      <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => void (key === "leave" ? leave() : navigate(key)) }}>
        <Button type="text" icon={<UserOutlined />}>
          {who.name} <DownOutlined style={{ fontSize: 10 }} />
        </Button>
      </Dropdown>
    </div>
  );
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener("online", listener);
      window.addEventListener("offline", listener);
      return () => {
        window.removeEventListener("online", listener);
        window.removeEventListener("offline", listener);
      };
    },
    () => navigator.onLine,
  );
}
