import Taro from "@tarojs/taro";
import { chooseInBrowser } from "./browser-files.ts";
import type { KeptFile } from "./kept-file.ts";
import { keepBlob, keepTemporary } from "./kept-files.ts";
import { isWeapp } from "./platform.ts";

/** The longest side after shrinking: enough to see a pothole, small enough for a weak network. */
const sideMax = 1920;

/** Opens camera or album. Nothing is picked when the person thinks better of it. */
export async function pickPhotos(max: number): Promise<KeptFile[]> {
  return isWeapp ? pickByWechat(max) : pickByBrowser(max);
}

async function pickByWechat(max: number): Promise<KeptFile[]> {
  const chosen = await Taro.chooseMedia({
    count: max,
    mediaType: ["image"],
    sourceType: ["camera", "album"],
    sizeType: ["compressed"],
  }).catch((reason: { errMsg?: string }) => {
    if (reason.errMsg?.includes("cancel")) {
      return { tempFiles: [] };
    }
    throw new Error(reason.errMsg);
  });
  return Promise.all(
    chosen.tempFiles.map(({ tempFilePath }) => keepTemporary(tempFilePath, /\.(\w{3,4})$/.exec(tempFilePath)?.[1] ?? "jpg")),
  );
}

async function pickByBrowser(max: number): Promise<KeptFile[]> {
  const chosen = await chooseInBrowser("image/*", true);
  return Promise.all(chosen.slice(0, max).map(async (file) => keepBlob(await shrink(file), "jpg")));
}

/** Where the browser cannot read the picture (HEIC, old phones), the server gets it as it is and decides. */
async function shrink(file: File): Promise<Blob> {
  const picture = await createPicture(file);
  if (!picture) {
    return file;
  }
  const scale = Math.min(1, sideMax / Math.max(picture.naturalWidth, picture.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.naturalWidth * scale);
  canvas.height = Math.round(picture.naturalHeight * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
  return small && small.size < file.size ? small : file;
}

function createPicture(file: File): Promise<HTMLImageElement | null> {
  const address = URL.createObjectURL(file);
  return new Promise((resolve) => {
    const picture = new Image();
    picture.onload = () => {
      resolve(picture);
      URL.revokeObjectURL(address);
    };
    picture.onerror = () => {
      resolve(null);
      URL.revokeObjectURL(address);
    };
    picture.src = address;
  });
}
