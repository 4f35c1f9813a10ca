import { fileApis } from "./wx-files.ts";
import { answering, type Host, type Options } from "./host.ts";

type ConsentListener = (resolve: (answer: { event: string }) => void) => void;

export function deviceApis(host: Host): Record<string, unknown> {
  const { person } = host.phone;
  let listener: ConsentListener | undefined;
  /** WeChat asks by the listener and holds the call back; a refusal fails it. */
  const withConsent = async (): Promise<void> => {
    if (!person.hasConsented) {
      const { event } = await new Promise<{ event: string }>((resolve) => {
        if (listener) {
          listener(resolve);
        } else {
          resolve({ event: "disagree" });
        }
      });
      person.hasConsented = event === "agree";
    }
    if (!person.hasConsented) {
      throw new Error("privacy permission is not authorized");
    }
  };
  return {
    ...phoneFacts(host),
    ...harmless(host),
    ...recorderApis(host, withConsent),
    ...fileApis(host),
    scanCode: answering(host, "scanCode", () => ({ result: orCancelled(person.scans), scanType: "QR_CODE" })),
    onNeedPrivacyAuthorization: (given: ConsentListener) => (listener = given),
    requirePrivacyAuthorize: answering(host, "requirePrivacyAuthorize", withConsent),
    login: answering(host, "login", async () => ({ code: await person.login() })),
    chooseMedia: answering(host, "chooseMedia", async ({ count }) => {
      await withConsent();
      const chosen = person.photos.slice(0, Number(count));
      return { type: "image", tempFiles: chosen.map((tempFilePath) => ({ tempFilePath, fileType: "image", size: 1 })) };
    }),
    chooseLocation: answering(host, "chooseLocation", async () => {
      await withConsent();
      if (!person.spot) {
        throw new Error("cancel");
      }
      return { ...person.spot, address: "" };
    }),
    requestSubscribeMessage: subscribeApi(host),
    makePhoneCall: answering(host, "makePhoneCall", ({ phoneNumber }) => void person.dialled.push(String(phoneNumber))),
  };
}

function orCancelled(answer: string): string {
  if (answer === "") {
    throw new Error("cancel");
  }
  return answer;
}

/** WeChat opens this dialog from a tap only, before anything was waited for. */
function subscribeApi(host: Host) {
  return (options: Options): unknown => {
    const isInTap = host.isInTap();
    return answering(host, "requestSubscribeMessage", ({ tmplIds }) => {
      if (!isInTap) {
        throw new Error("can only be invoked by user TAP gesture");
      }
      return Object.fromEntries((tmplIds as string[]).map((templateId) => [templateId, host.phone.person.subscribes]));
    })(options);
  };
}

function recorderApis(host: Host, withConsent: () => Promise<void>): Record<string, unknown> {
  const listeners: Record<string, (told: unknown) => void> = {};
  const recorder = {
    onStart: (listener: (told: unknown) => void) => (listeners["start"] = listener),
    onStop: (listener: (told: unknown) => void) => (listeners["stop"] = listener),
    onError: (listener: (told: unknown) => void) => (listeners["error"] = listener),
    start: () =>
      void withConsent().then(
        () => listeners["start"]?.(host.bring({})),
        (reason: Error) => listeners["error"]?.(host.bring({ errMsg: reason.message })),
      ),
    stop: () => listeners["stop"]?.(host.bring({ tempFilePath: host.phone.person.voice, duration: 3200 })),
  };
  const player = { play() {}, stop() {}, destroy() {}, onEnded() {}, onStop() {}, onError() {} };
  return { getRecorderManager: () => recorder, createInnerAudioContext: () => ({ ...player }) };
}

function phoneFacts(host: Host): Record<string, unknown> {
  const facts = () =>
    host.bring({
      windowWidth: 390, windowHeight: 844, screenWidth: 390, screenHeight: 844, pixelRatio: 3, statusBarHeight: 47,
      platform: "android", system: "Android 9", SDKVersion: "3.7.0", version: "8.0.50", language: "zh_CN", brand: "shim", model: "shim",
      fontSizeSetting: host.phone.person.fontSizeSetting,
      safeArea: { top: 47, bottom: 810, left: 0, right: 390, width: 390, height: 763 },
    });
  return {
    env: { USER_DATA_PATH: host.phone.folder },
    getSystemInfoSync: facts,
    getWindowInfo: facts,
    getDeviceInfo: facts,
    getAppBaseInfo: facts,
    getAccountInfoSync: () => host.bring({ miniProgram: { appId: "shim", envVersion: "develop" } }),
    getLaunchOptionsSync: () => host.bring({ path: "", query: {}, scene: 1001 }),
    getEnterOptionsSync: () => host.bring({ path: "", query: {}, scene: 1001 }),
    getMenuButtonBoundingClientRect: () => host.bring({ top: 51, left: 283, width: 87, height: 32 }),
    nextTick: (next: () => void) => setTimeout(next, 0),
  };
}

function harmless(host: Host): Record<string, unknown> {
  const quiet = ["stopPullDownRefresh", "previewImage", "setClipboardData", "openPrivacyContract", "setNavigationBarTitle", "showToast", "hideToast"];
  const listeners = ["onAppShow", "offAppShow", "onAppHide", "offAppHide", "onError", "onUnhandledRejection", "onThemeChange", "onPageNotFound", "onMemoryWarning"];
  return Object.fromEntries([
    ...quiet.map((api) => [api, answering(host, api, () => ({}))]),
    ...listeners.map((api) => [api, () => undefined]),
  ]) as Record<string, unknown>;
}
