import Taro from "@tarojs/taro";
import { kept } from "./kept.ts";
import { isWeapp } from "./platform.ts";
import { createStore, useStore } from "./store.ts";

type Answer = "agreed" | "refused";
interface WechatAnswer {
  readonly event: "agree" | "disagree";
  readonly buttonId?: string;
}

/** WeChat wants to hear which button was tapped. */
export const agreeButtonId = "consent-agree";

const given = kept<true>("consent.v1", (value): value is true => value === true);
const isAsking = createStore(false);
let waiting: ((answer: Answer) => void)[] = [];

export const useIsAskingConsent = (): boolean => useStore(isAsking);

/** WeChat holds back camera, microphone, place and phone until this listener answers. */
export function installConsent(): void {
  if (!isWeapp || !Taro.canIUse("onNeedPrivacyAuthorization")) {
    return;
  }
  Taro.onNeedPrivacyAuthorization((resolve: (answer: WechatAnswer) => void) => {
    ask((answer) => {
      resolve(answer === "agreed" ? { event: "agree", buttonId: agreeButtonId } : { event: "disagree" });
    });
  });
}

/** Asked before anything that needs personal data. True when the person agrees, now or earlier. */
export function haveConsent(): Promise<boolean> {
  if (isWeapp && Taro.canIUse("requirePrivacyAuthorize")) {
    return new Promise((resolve) => {
      Taro.requirePrivacyAuthorize({ success: () => resolve(true), fail: () => resolve(false) });
    });
  }
  if (given.read()) {
    return Promise.resolve(true);
  }
  return new Promise((resolve) => ask((answer) => resolve(answer === "agreed")));
}

export function answerConsent(answer: Answer): void {
  if (answer === "agreed") {
    given.write(true);
  }
  const asked = waiting;
  waiting = [];
  isAsking.set(false);
  asked.forEach((listener) => listener(answer));
}

function ask(listener: (answer: Answer) => void): void {
  waiting = [...waiting, listener];
  isAsking.set(true);
}
