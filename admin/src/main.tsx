import { QueryClientProvider } from "@tanstack/react-query";
import { App, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import "./app/console.css";
import { createRouter } from "./app/router.tsx";
import { giveStylesTheNonce, readNonce } from "./app/style-nonce.ts";
import { theme } from "./app/theme.ts";
import { createQueries } from "./shared/use-call.ts";

const root = document.getElementById("root");
if (root === null) {
  throw new Error("index.html has no #root");
}

const nonce = readNonce();
giveStylesTheNonce(nonce);

createRoot(root).render(
  <StrictMode>
    <ConfigProvider locale={zhCN} theme={theme} componentSize="medium" csp={{ nonce }} button={{ autoInsertSpace: false }}>
      <App message={{ maxCount: 3 }}>
        <QueryClientProvider client={createQueries()}>
          <RouterProvider router={createRouter()} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  </StrictMode>,
);
