import Taro from "@tarojs/taro";
import { clearBlobs } from "./blob-shelf.ts";
import { isWeapp } from "./platform.ts";
import { forgetReceipt, heldReceipts } from "./receipts.ts";

/** What is typed and not sent, and the answer to the last report. */
const typed = /^(draft|typed|sent)\./;

export interface Leftovers {
  readonly receipts: number;
  readonly hasTyped: boolean;
}

/** What still lies on this phone of somebody whose account is gone. */
export const countLeftovers = (): Leftovers => ({ receipts: heldReceipts().length, hasTyped: typedKeys().length > 0 });

/** Drafts with their photos and voice notes. */
export async function forgetTyped(): Promise<void> {
  typedKeys().forEach((key) => Taro.removeStorageSync(key));
  await (isWeapp ? emptyFolder() : clearBlobs());
}

export const forgetReceipts = (): void => heldReceipts().forEach(({ id }) => forgetReceipt(id));

const typedKeys = (): string[] => Taro.getStorageInfoSync().keys.filter((key) => typed.test(key));

/** Only files of drafts and copies of receipts lie in our folder. */
function emptyFolder(): Promise<void> {
  const files = Taro.getFileSystemManager();
  const folder = Taro.env.USER_DATA_PATH ?? "";
  return new Promise((resolve) => {
    files.readdir({
      dirPath: folder,
      success: ({ files: names }) => {
        names.forEach((name) => files.unlink({ filePath: `${folder}/${name}` }));
        resolve();
      },
      fail: () => resolve(),
    });
  });
}
