import { View } from "@tarojs/components";
import { goTo } from "../base/go-to.ts";
import { Icon, type IconName } from "./icon.tsx";
import { spoken } from "./spoken.ts";

export type Tab = "home" | "report" | "services" | "mine";

const tabs: readonly { tab: Tab; words: string; icon: IconName }[] = [
  { tab: "home", words: "首页", icon: "home" },
  { tab: "report", words: "反映", icon: "report" },
  { tab: "services", words: "办事", icon: "services" },
  { tab: "mine", words: "我的", icon: "mine" },
];

/** Drawn by the page, not by WeChat, whose own bar keeps its ten-point letters in the elder view. */
export function TabBar({ chosen }: { chosen: Tab }) {
  return (
    <View className="tabs" {...spoken("tablist")}>
      {tabs.map(({ tab, words, icon }) => (
        <View
          key={tab}
          id={`tab-${tab}`}
          className={`tab${tab === chosen ? " chosen" : ""}`}
          {...spoken("tab", words, { checked: tab === chosen })}
          onClick={() => tab !== chosen && goTo.tab(tab)}
        >
          <Icon name={icon} />
          {words}
        </View>
      ))}
    </View>
  );
}
