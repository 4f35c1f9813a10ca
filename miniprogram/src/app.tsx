import { useDidShow, useLaunch } from "@tarojs/taro";
import { QueryClientProvider } from "@tanstack/react-query";
import type { PropsWithChildren } from "react";
import { installConsent } from "./base/consent.ts";
import { lookAtTextSetting } from "./base/elder-view.ts";
import { listenToPhone, queryClient } from "./base/query.ts";
import { awaitReceipts } from "./base/receipts.ts";
import "./app.scss";

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    installConsent();
    listenToPhone();
  });
  useDidShow(() => {
    lookAtTextSetting();
    awaitReceipts();
  });
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}
