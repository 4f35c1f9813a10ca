import type { SettingName } from "./setting-schema.ts";

export type DemoSecret = { readonly setting: SettingName; readonly value: string };

/**
 * Values that are public because they stand here. They fill gaps in demo, development and test, and production
 * refuses every one of them, under whatever name it is given.
 */
export const demoSecrets: readonly DemoSecret[] = [
  { setting: "WECHAT_APP_ID", value: "wx0000000000000000" },
  { setting: "WECHAT_APP_SECRET", value: "demo-wechat-app-secret-for-sandbox" },
  { setting: "SMS_SECRET", value: "demo-sms-secret-for-sandbox" },
  { setting: "FIELD_KEYS", value: `demo:${Buffer.from("cunqing demo field key, not real").toString("base64")}` },
  { setting: "INDEX_KEY", value: "demo-index-key-known-to-everyone-0001" },
  { setting: "TOKEN_KEY", value: "demo-token-key-known-to-everyone-0002" },
  { setting: "FILE_URL_KEY", value: "demo-file-url-key-known-to-everyone-0003" },
  { setting: "TRAIL_KEY", value: "PRIVATE+KEY+demo.cunqingtong.example/longyou+423e9ca6+ASvulumAxS3BFi7IGj1iO9p3qdigkBP8WLnCOMBWXWX4" },
];

export const demoValues: Readonly<Record<string, string>> = Object.fromEntries(demoSecrets.map(({ setting, value }) => [setting, value]));

// Key id and base64 padding can be changed without changing the key, so they do not count.
const marks = demoSecrets.map(({ value }) => value.replace(/^demo:/, "").replace(/=+$/, ""));

export const holdsDemoSecret = (value: string): boolean => marks.some((mark) => value.includes(mark));
