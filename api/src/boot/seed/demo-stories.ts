import type { CaseDoor } from "@cunqing/contract";

export type DemoScene = "mud_on_road" | "clean_road" | "dark_lamp" | "bright_lamp" | "rubbish" | "clean_corner";

export interface DemoStory {
  readonly village: string;
  readonly reporter: string;
  readonly door: CaseDoor;
  readonly category: string;
  readonly text: string;
  readonly place: string;
  readonly hoursAgo: number;
  readonly hoursBetween: number;
  readonly steps: readonly ("accept" | "assign" | "start" | "finish" | "release" | "confirm" | "dispute")[];
  readonly outcome?: string;
  readonly before?: DemoScene;
  readonly after?: DemoScene;
}

/** What has happened lately in two villages; invented, every state of the loop once. */
export const demoStories: readonly DemoStory[] = [
  {
    village: "溪口村",
    reporter: "余阿婆",
    door: "report",
    category: "street_lamp",
    text: "老街口的路灯坏了三天，晚上走路看不见",
    place: "老街口小卖部对面",
    hoursAgo: 96,
    hoursBetween: 3,
    steps: ["accept", "assign", "start", "finish", "release", "confirm"],
    outcome: "换了灯泡和开关，当晚已经亮了",
    before: "dark_lamp",
    after: "bright_lamp",
  },
  {
    village: "溪口村",
    reporter: "劳师傅",
    door: "report",
    category: "sanitation",
    text: "溪边垃圾桶满了好几天没人收，味道很大",
    place: "溪边健身器材旁",
    hoursAgo: 170,
    hoursBetween: 8,
    steps: ["accept", "release", "assign", "start", "finish", "dispute"],
    outcome: "已联系保洁清运",
    before: "rubbish",
    after: "clean_corner",
  },
  {
    village: "溪口村",
    reporter: "叶大姐",
    door: "suggest",
    category: "village_affairs",
    text: "建议把老年食堂的菜单每周公布一次",
    place: "村文化礼堂",
    hoursAgo: 30,
    hoursBetween: 4,
    steps: ["accept", "release"],
  },
  {
    village: "溪口村",
    reporter: "傅大哥",
    door: "report",
    category: "road",
    text: "进村水泥路塌了一块，电动车过不去",
    place: "进村路第二个弯",
    hoursAgo: 240,
    hoursBetween: 5,
    steps: ["accept", "release", "assign", "start"],
    before: "mud_on_road",
  },
  {
    village: "张王村",
    reporter: "方大妈",
    door: "report",
    category: "sanitation",
    text: "祠堂后面有人倒建筑垃圾",
    place: "祠堂后面空地",
    hoursAgo: 60,
    hoursBetween: 2,
    steps: ["accept", "assign", "start", "finish", "release", "confirm"],
    outcome: "已清走，并立了牌子",
    before: "rubbish",
    after: "clean_corner",
  },
  {
    village: "张王村",
    reporter: "胡老师",
    door: "report",
    category: "road",
    text: "村口斑马线看不清了，孩子上学过路危险",
    place: "村口",
    hoursAgo: 26,
    hoursBetween: 2,
    steps: ["accept", "assign", "start", "finish"],
    outcome: "已重新划线",
    before: "mud_on_road",
    after: "clean_road",
  },
  {
    village: "张王村",
    reporter: "钟大伯",
    door: "report",
    category: "street_lamp",
    text: "三组路灯一闪一闪的",
    place: "三组晒场",
    hoursAgo: 5,
    hoursBetween: 1,
    steps: [],
    before: "dark_lamp",
  },
];
