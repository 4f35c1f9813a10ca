/** What WeChat tells of the text size its user chose; both are absent on old versions. */
export interface TextSetting {
  readonly fontSizeSetting?: number | undefined;
  readonly fontSizeScaleFactor?: number | undefined;
}

/** WeChat's standard is 16 or 17 px and factor 1; its two larger steps mean the person wants big text. */
export const wantsLargeText = (setting: TextSetting): boolean =>
  (setting.fontSizeSetting ?? 0) >= 20 || (setting.fontSizeScaleFactor ?? 0) >= 1.2;

/** The person's own choice wins over what the phone suggests. */
export const isElderView = (choice: "elder" | "normal" | null, setting: TextSetting): boolean =>
  choice === null ? wantsLargeText(setting) : choice === "elder";
