import { describe, expect, it } from "vitest";
import {
  birthDateOf,
  isIdentityNumber,
  isMobile,
  maskIdentityNumber,
  maskMobile,
  parseChineseName,
  parseDate,
  parseIdentityNumber,
  parseInteger,
  parseMobile,
  parseSex,
  sexOf,
} from "./person-fields.ts";

const today = "2026-11-24";

/** The value, or the words of the refusal. */
function valueOf(parsed: { ok: true; value: unknown } | { ok: false; problem: string }): unknown {
  return parsed.ok ? parsed.value : { problem: parsed.problem };
}

const no = (words: string): unknown => ({ problem: expect.stringContaining(words) });

describe("an identity number", () => {
  // The first is the example of the standard, GB 11643; the others were made up with its rule.
  it.each<[string, unknown]>([
    ["11010519491231002X", "11010519491231002X"],
    ["11010519491231002x", "11010519491231002X"],
    [" 110105 19491231 002X ", "11010519491231002X"],
    ["１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"],
    ["'440524188001010014", "440524188001010014"],
    ["110105194912310021", no("填错了")],
    ["11010519491232002X", no("出生日期")],
    ["110105194902290021", no("出生日期")],
    ["110105202712310021", no("出生日期")],
    ["000105194912310021", no("省份")],
    ["3308251949****0021", no("星号")],
    ["330825XXXXXXXX0021", no("星号")],
    ["110105491231002", no("15 位")],
    ["3.30825E+17", no("缩写")],
    ["3308251949", no("18 位")],
    ["无", no("18 位")],
  ])("%s", (cell, value) => {
    expect(valueOf(parseIdentityNumber(cell, today))).toEqual(value);
  });

  it("with any one digit changed is refused", () => {
    const number = "11010519491231002X";
    for (let at = 0; at < 17; at += 1) {
      for (let digit = 0; digit <= 9; digit += 1) {
        const changed = number.slice(0, at) + String(digit) + number.slice(at + 1);
        expect(isIdentityNumber(changed, today)).toBe(changed === number);
      }
    }
  });

  it("tells birth date and sex, and is shown without either", () => {
    expect(birthDateOf("11010519491231002X")).toBe("1949-12-31");
    expect(sexOf("11010519491231002X")).toBe("female");
    expect(sexOf("440524188001010014")).toBe("male");
    expect(maskIdentityNumber("11010519491231002X")).toBe("1101************2X");
  });
});

describe("a mobile number", () => {
  it.each<[string, unknown]>([
    ["13800138000", "13800138000"],
    ["138 0013 8000", "13800138000"],
    ["138-0013-8000", "13800138000"],
    ["+86 138 0013 8000", "13800138000"],
    ["008613800138000", "13800138000"],
    ["8613800138000", "13800138000"],
    ["１３８００１３８０００", "13800138000"],
    ["138****8000", no("星号")],
    ["1.38001E+10", no("缩写")],
    ["13800138000、13900139000", no("一个")],
    ["12800138000", no("11 位")],
    ["0570-7022222", no("11 位")],
  ])("%s", (cell, value) => {
    expect(valueOf(parseMobile(cell))).toEqual(value);
  });

  it("is shown with its middle hidden", () => {
    expect(isMobile("13800138000")).toBe(true);
    expect(isMobile("1380013800")).toBe(false);
    expect(maskMobile("13800138000")).toBe("138****8000");
  });
});

describe("a name", () => {
  it.each<[string, unknown]>([
    ["张三", "张三"],
    ["张　三", "张三"],
    ["欧阳震华", "欧阳震华"],
    ["阿卜杜拉•买买提", "阿卜杜拉·买买提"],
    ["𠮷田", "𠮷田"],
    ["张", no("2 到 25")],
    ["字".repeat(26), no("2 到 25")],
    ["张*", no("全名")],
    ["张某某", no("全名")],
    ["张三1", no("汉字")],
    ["Zhang San", no("汉字")],
    ["张三（户主）", no("汉字")],
    ["#N/A", no("汉字")],
  ])("%s", (cell, value) => {
    expect(valueOf(parseChineseName(cell))).toEqual(value);
  });
});

describe("a date", () => {
  it.each<[string, unknown]>([
    ["2024-03-05", "2024-03-05"],
    ["2024/3/5", "2024-03-05"],
    ["2024.3.5", "2024-03-05"],
    ["2024年3月5日", "2024-03-05"],
    ["20240305", "2024-03-05"],
    ["2024/3/5 0:00", "2024-03-05"],
    ["2024-03-05T00:00:00.000Z", "2024-03-05"],
    ["2024-02-29", "2024-02-29"],
    ["2023-02-29", no("没有这一天")],
    ["2024-13-01", no("没有这一天")],
    ["1024-01-01", no("没有这一天")],
    ["5/3/2024", no("2024-03-05")],
    ["2024年3月", no("2024-03-05")],
    ["45356", no("2024-03-05")],
  ])("%s", (cell, value) => {
    expect(valueOf(parseDate(cell))).toEqual(value);
  });
});

describe("sex and whole numbers", () => {
  it.each<[string, unknown]>([
    ["男", "male"],
    [" 女 ", "female"],
    ["女性", "female"],
    ["1", no("“男”或“女”")],
  ])("sex %s", (cell, value) => {
    expect(valueOf(parseSex(cell))).toEqual(value);
  });

  it.each<[string, unknown]>([
    ["0", 0],
    ["１２", 12],
    ["12.0", 12],
    ["121", no("0 到 120")],
    ["-1", no("0 到 120")],
    ["1.5", no("0 到 120")],
    ["1e1", no("0 到 120")],
    ["0x10", no("0 到 120")],
  ])("number %s", (cell, value) => {
    expect(valueOf(parseInteger({ min: 0, max: 120 })(cell))).toEqual(value);
  });
});
