import Taro from "@tarojs/taro";
import { chooseInBrowser } from "../../base/browser-files.ts";
import { readText } from "../../base/download.ts";
import { isWeapp } from "../../base/platform.ts";

/** What the QR code says; null when the person closes the camera. Only WeChat has a scanner for us. */
export async function scanQr(): Promise<string | null> {
  const scanned = await Taro.scanCode({ scanType: ["qrCode"] }).catch(nullWhenCancelled);
  return scanned && scanned.result;
}

/** The text of a receipt's file; null when none was chosen. WeChat opens files from chats only. */
export async function chooseReceiptFile(): Promise<string | null> {
  if (!isWeapp) {
    const [file] = await chooseInBrowser("application/json,.json", false);
    return file ? file.text() : null;
  }
  const chosen = await Taro.chooseMessageFile({ count: 1, type: "file", extension: ["json"] }).catch(nullWhenCancelled);
  const path = chosen?.tempFiles[0]?.path;
  return path === undefined ? null : readText(path);
}

function nullWhenCancelled(reason: { errMsg?: string }): null {
  if (reason.errMsg?.includes("cancel")) {
    return null;
  }
  throw new Error(reason.errMsg ?? "dialog");
}
