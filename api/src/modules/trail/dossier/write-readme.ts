import { fileNames } from "./dossier-shape.ts";
import type { Story } from "./dossier-story.ts";

/** For whoever unpacks the dossier and has only this. Windows' own editor wants its line ends. */
export function writeReadme(story: Story): string {
  const leftOut = story.leftOut.length === 0 ? [] : ["", "没有放进来的（太大、依法遮盖，或者已经不再保存；它们的指纹在 dossier.json 的 leftOut 里）：", ...story.leftOut.map((line) => `  ${line}`)];
  return [
    story.title,
    "",
    "里面有什么：",
    `  ${fileNames.page}、${fileNames.print}　给人看的：经过、照片、怎样核验`,
    "  entries/　　　　每条留痕公开部分的原样内容，一个字节都没动；文件名就是位置",
    `  ${fileNames.dossier}　　每条留痕对应的具体内容和随机数，以及每个文件的指纹`,
    `  ${fileNames.proofs}　　每条留痕确在全部留痕之中的证明`,
    `  ${fileNames.checkpoint}　　全部留痕当时的签名（树头），下面是见证人的签名`,
    "  photos/、voice/　照片和录音，和登记时一样",
    ...leftOut,
    "",
    ...story.checking,
    "",
  ].join("\r\n");
}
