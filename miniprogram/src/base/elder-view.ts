import Taro from "@tarojs/taro";
import { isElderView, type TextSetting } from "./large-text.ts";
import { kept } from "./kept.ts";
import { isWeapp } from "./platform.ts";
import { createStore, useStore } from "./store.ts";

type Choice = "elder" | "normal";

const choice = kept<Choice>("view", (value): value is Choice => value === "elder" || value === "normal");
const elder = createStore(isElderView(choice.read(), phoneSetting()));

export const useElderView = (): boolean => useStore(elder);

export function chooseElderView(on: boolean): void {
  choice.write(on ? "elder" : "normal");
  elder.set(on);
}

/** WeChat's setting can change while we sleep. */
export function lookAtTextSetting(): void {
  elder.set(isElderView(choice.read(), phoneSetting()));
}

function phoneSetting(): TextSetting {
  if (!isWeapp) {
    return {};
  }
  // The newer fields are missing in Taro's types and on old versions of WeChat.
  const told = (Taro.canIUse("getAppBaseInfo") ? Taro.getAppBaseInfo() : Taro.getSystemInfoSync()) as TextSetting;
  return { fontSizeSetting: told.fontSizeSetting, fontSizeScaleFactor: told.fontSizeScaleFactor };
}
