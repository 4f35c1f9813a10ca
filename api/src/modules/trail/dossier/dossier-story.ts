import type { CountyProfile } from "@cunqing/config";
import { shanghaiMinute } from "../../../kernel/clock.ts";
import { isEvidence, type Dossier } from "./dossier-shape.ts";

/** What a person reads of a dossier, before it becomes a page or a print: the same words in both. */
export interface Story {
  readonly title: string;
  readonly facts: readonly Line[];
  readonly steps: readonly Step[];
  readonly pictures: readonly Picture[];
  readonly leftOut: readonly string[];
  readonly checking: readonly string[];
}

export interface Line {
  readonly label: string;
  readonly value: string;
}

export interface Step {
  readonly title: string;
  readonly at: string;
  readonly by: string;
  readonly details: readonly Line[];
  /** Where it stands in the record, or that it does not yet. */
  readonly place: string;
  readonly leaf: string | null;
}

export interface Picture {
  readonly name: string;
  readonly caption: string;
  readonly isPhoto: boolean;
}

/** A step before it is told: who did what, in words. */
export interface ToldEntry {
  readonly at: number;
  readonly title: string;
  readonly by: string;
  readonly details: readonly Line[];
  readonly position: number | null;
}

export interface StoryOrder {
  readonly county: CountyProfile;
  readonly dossier: Dossier;
  readonly entries: readonly ToldEntry[];
  readonly madeBy: string;
  readonly reason: string;
}

export function tellStory({ county, dossier, entries, madeBy, reason }: StoryOrder): Story {
  const leaves = new Map(dossier.entries.map(({ position, leaf }) => [position, leaf]));
  return {
    title: `诉求卷宗　${dossier.case.number}`,
    facts: [
      { label: "县", value: county.name },
      { label: "村（社区）", value: dossier.case.village },
      { label: "类别", value: dossier.case.category },
      { label: "是否公开", value: dossier.case.isPrivate ? "不公开（只给有权限的人看）" : "公开" },
      { label: "制作时间", value: shanghaiMinute(dossier.madeAt) },
      { label: "制作人", value: madeBy },
      { label: "制作原因", value: reason },
      { label: "留痕总数", value: `${dossier.size} 条（制作时已签名的）` },
    ],
    steps: entries.map((entry) => stepOf(entry, leaves)),
    pictures: dossier.files.filter(({ name }) => isEvidence(name)).map(({ name }) => pictureOf(name)),
    leftOut: dossier.leftOut.map(({ name }) => `${pictureOf(name).caption}（${name}）`),
    checking: checkingWords(dossier),
  };
}

function stepOf(entry: ToldEntry, leaves: ReadonlyMap<number, string>): Step {
  const leaf = entry.position === null ? null : (leaves.get(entry.position) ?? null);
  return {
    title: entry.title,
    at: shanghaiMinute(entry.at),
    by: entry.by,
    details: entry.details,
    place: leaf === null ? "刚刚做出，还没有登记到留痕里，本卷宗没有它的证明" : `留痕位置 ${entry.position}`,
    leaf,
  };
}

function pictureOf(name: string): Picture {
  const [, number = "", purpose = ""] = /\/(\d+)-([a-z]+)/.exec(name) ?? [];
  const words = purpose === "after" ? "办理后照片" : purpose === "voice" ? "录音" : "反映时照片";
  return { name, caption: `${words} ${number}`, isPhoto: name.startsWith("photos/") };
}

/** How to check, and what checking shows and does not show: never more than is true. */
export function checkingWords(dossier: Dossier): string[] {
  const waiting = dossier.waiting.length === 0 ? [] : [`有 ${dossier.waiting.length} 条刚刚做出，还没有登记，本卷宗没有它们的证明；过一分钟重新制作就有。`];
  const withheld = dossier.unopened === 0 ? [] : [`有 ${dossier.unopened} 项内容依法遮盖了一部分，卷宗里只有遮盖后的文字；登记时的指纹还在，没有动。`];
  return [
    `核验方法：在装有村情通程序的电脑上运行 npm run trail:verify -- --dossier 本卷宗.zip，不用联网。`,
    `它会逐条核对：这里的每一条都在“${dossier.origin}”的留痕里，位置和内容与签名时一样；照片和录音与登记时一样。`,
    "签名用的公钥要从公示栏或县里取得，不要用别人和卷宗一起给您的。",
    "核验能证明：写在这里的没有被改过。不能证明：没有漏掉别的；要看全部，请到留痕公开页面或向县里查。",
    "卷宗.html 和 卷宗.pdf 是给人看的；核验以 entries 文件夹和 dossier.json 为准。",
    ...withheld,
    ...waiting,
  ];
}
