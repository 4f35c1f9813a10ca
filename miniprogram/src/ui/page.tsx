import { View } from "@tarojs/components";
import type { ReactNode } from "react";
import { useElderView } from "../base/elder-view.ts";
import { goTo } from "../base/go-to.ts";
import { isWeapp } from "../base/platform.ts";
import { ConsentGate } from "./consent-gate.tsx";
import { Icon } from "./icon.tsx";
import { spoken } from "./spoken.ts";
import { TabBar, type Tab } from "./tab-bar.tsx";
import { Toast } from "./toast.tsx";

interface PageProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly tab?: Tab;
  /** Stays at the bottom while the page scrolls: the one main action. */
  readonly foot?: ReactNode;
  readonly id?: string;
}

/** The outermost part of every screen: it carries the view (elder or not) and what may lie over everything. */
export function Page({ title, children, tab, foot, id }: PageProps) {
  const isElder = useElderView();
  const over = tab ? " over-tabs" : foot ? " over-foot" : "";
  return (
    <View className={`page${isElder ? " elder" : ""}`} {...(id ? { id } : {})}>
      {!isWeapp && <TitleBar title={title} hasBack={!tab} />}
      <View className={`page-body${over}`}>{children}</View>
      {foot && <View className="page-foot">{foot}</View>}
      {tab && <TabBar chosen={tab} />}
      <ConsentGate />
      <Toast />
    </View>
  );
}

/** WeChat draws its own title and back arrow; a browser draws none. */
function TitleBar({ title, hasBack }: { title: string; hasBack: boolean }) {
  return (
    <View className="page-bar">
      <View className="page-bar-side">
        {hasBack && (
          <View className="page-bar-side" id="back" {...spoken("button", "返回")} onClick={() => goTo.back()}>
            <Icon name="back" />
          </View>
        )}
      </View>
      <View className="page-bar-title">{title}</View>
      <View className="page-bar-side" />
    </View>
  );
}
