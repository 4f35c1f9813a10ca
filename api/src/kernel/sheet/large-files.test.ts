import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildXlsx, type XlsxCell } from "./testing/build-xlsx.ts";
import { makeSheetFolder, type SheetFolder } from "./testing/sheet-files.ts";

type Measured = { rows: number; seconds: number; rssGrowthMb: number; rssPeakMb: number; turnMsMax: number };

let folder: SheetFolder;
beforeAll(async () => {
  folder = await makeSheetFolder();
});
afterAll(async () => {
  await folder.remove();
});

/** Reads the file in a process of its own, so that memory and delays are the reader's and not the test runner's. */
async function measure(path: string, name: string): Promise<Measured> {
  const program = join(import.meta.dirname, "testing/measure-read.ts");
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", program, path, name]);
  // Our own program wrote it just now.
  return JSON.parse(stdout) as Measured;
}

/** The engine and the machine only ever add to a delay, so the best of three runs is the reader's own. */
async function longestTurnMs(path: string, name: string): Promise<number> {
  let best = Infinity;
  for (let run = 0; run < 3 && best >= turnMsAllowed; run += 1) {
    best = Math.min(best, (await measure(path, name)).turnMsMax);
  }
  return best;
}

const turnMsAllowed = 20;
const titles = ["序号", "姓名", "身份证号", "手机号", "住址", "性别", "出生日期"];

function person(index: number): string[] {
  const address = `浙江省衢州市龙游县溪口镇溪口村${index % 400}号`;
  return [String(index), `张三丰${index % 5000}`, `33082519800101${1000 + (index % 9000)}`, `138${10_000_000 + index}`, address, "女", "1980-01-01"];
}

describe("a CSV of any size", () => {
  it("is read in constant memory: 60 MB add no more than 60 MB", async () => {
    const { path } = await folder.put("a.csv", csvBlocks(540_000));
    const measured = await measure(path, "a.csv");
    expect(measured.rows).toBe(540_001);
    expect(measured.rssGrowthMb).toBeLessThanOrEqual(60);
  }, 120_000);

  it("lets other work in at least every 20 ms while 100,000 rows are read", async () => {
    const { path } = await folder.put("a.csv", csvBlocks(100_000));
    expect(await longestTurnMs(path, "a.csv")).toBeLessThan(turnMsAllowed);
  }, 120_000);
});

describe("a workbook of 100,000 rows", () => {
  let path: string;
  beforeAll(async () => {
    const rows: XlsxCell[][] = [titles];
    for (let index = 0; index < 100_000; index += 1) {
      rows.push(person(index));
    }
    ({ path } = await folder.put("a.xlsx", buildXlsx(rows)));
  }, 60_000);

  it("is read whole by a process that never takes more than 300 MB", async () => {
    const measured = await measure(path, "a.xlsx");
    expect(measured.rows).toBe(100_001);
    expect(measured.rssPeakMb).toBeLessThan(300);
  }, 120_000);

  it("lets other work in at least every 20 ms", async () => {
    expect(await longestTurnMs(path, "a.xlsx")).toBeLessThan(turnMsAllowed);
  }, 120_000);
});

function* csvBlocks(rows: number): Generator<string> {
  yield `${titles.join(",")}\n`;
  for (let start = 0; start < rows; start += 1000) {
    let block = "";
    for (let index = start; index < Math.min(rows, start + 1000); index += 1) {
      block += `${person(index).join(",")}\n`;
    }
    yield block;
  }
}
