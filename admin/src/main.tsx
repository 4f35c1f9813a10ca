import { QueryClientProvider } from "@tanstack/react-query";
import { App, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import "./app/console.css";
import { createRouter } from "./app/router.tsx";
import { theme } from "./app/theme.ts";
import { createQueries } from "./shared/use-call.ts";

const root = document.getElementById("root");
if (root === null) {throw new Error("index.html has no #root");}

createRoot(root).render(
  <StrictMode>
    <ConfigProvider locale={zhCN} theme={theme} componentSize="medium" csp={{ nonce: readNonce() }} button={{ autoInsertSpace: false }}>
      <App message={{ maxCount: 3 }}>
        <QueryClientProvider client={createQueries()}>
          <RouterProvider router={createRouter()} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  </StrictMode>,
);

/** The server writes a fresh nonce into the page; antd's style elements must carry it or the content policy drops them. */
function readNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return meta?.nonce ?? "";
}
