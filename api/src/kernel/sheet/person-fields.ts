import type { Parsed } from "./columns.ts";
import { bareText, compactText } from "./text.ts";

export type Sex = "male" | "female";

/** Parsers for what a roll says of a person. They forgive how a thing is written and never guess what it is. */

const mask = /[*＊×xX•●]{3,}/;
const no = (problem: string): { ok: false; problem: string } => ({ ok: false, problem });

/** 2 to 25 Han characters; the dot of minority and foreign names is written "·". Spaces for alignment are dropped. */
export function parseChineseName(cell: string): Parsed<string> {
  const name = bareText(cell)
    .replaceAll(/\s+/g, "")
    .replaceAll(/[•・‧∙．.●]/g, "·");
  if (/[*＊×]|某某|^.某$/.test(name)) {
    return no("请填全名，不要用星号或“某”代替");
  }
  if (!/^[\p{Script=Han}〇]+(?:·[\p{Script=Han}〇]+)*$/u.test(name)) {
    return no("姓名只能是汉字，请检查是否有数字、字母或符号");
  }
  const length = [...name].length;
  return length >= 2 && length <= 25 ? { ok: true, value: name } : no("姓名要有 2 到 25 个字");
}

/** An 18-digit identity number that could exist on the day `today` (YYYY-MM-DD). */
export function parseIdentityNumber(cell: string, today: string): Parsed<string> {
  const number = compactText(cell).replace(/^['`‘’]/, "").toUpperCase();
  if (mask.test(number)) {
    return no("身份证号不完整，请填全 18 位，不要用星号代替");
  }
  if (/E\+?\d+$/.test(number)) {
    return no("身份证号被表格软件改成了缩写，后几位已经丢失。请先把这一列设为“文本”格式，再重新填写");
  }
  if (/^\d{15}$/.test(number)) {
    return no("这是 15 位的老号码，请填现在用的 18 位身份证号");
  }
  if (!/^\d{17}[\dX]$/.test(number)) {
    return no(`身份证号要有 18 位，现在是 ${number.length} 位或有别的字`);
  }
  if (!regionCodes.has(number.slice(0, 2))) {
    return no("身份证号开头不是任何省份的代码，请检查");
  }
  const birthDate = birthDateOf(number);
  if (!isRealDate(birthDate) || birthDate < "1880-01-01" || birthDate > today) {
    return no("身份证号里的出生日期不对，请检查第 7 到 14 位");
  }
  return checkCharacter(number) === number[17] ? { ok: true, value: number } : no("身份证号有一位填错了，请对照证件检查");
}

export function isIdentityNumber(text: string, today: string): boolean {
  const parsed = parseIdentityNumber(text, today);
  return parsed.ok && parsed.value === text;
}

export function birthDateOf(identityNumber: string): string {
  return `${identityNumber.slice(6, 10)}-${identityNumber.slice(10, 12)}-${identityNumber.slice(12, 14)}`;
}

export function sexOf(identityNumber: string): Sex {
  return Number(identityNumber[16]) % 2 === 1 ? "male" : "female";
}

/** The county and the last two characters: enough to tell two papers apart, too little to rebuild one. */
export function maskIdentityNumber(identityNumber: string): string {
  return identityNumber.slice(0, 4) + "*".repeat(12) + identityNumber.slice(-2);
}

/** A mainland mobile number, with or without the country's code, spaces and hyphens. */
export function parseMobile(cell: string): Parsed<string> {
  const number = compactText(cell)
    .replaceAll(/[-‐–—()'‘’]/g, "")
    .replace(/^(?:\+|00)?86(?=1\d{10}$)/, "");
  if (mask.test(number)) {
    return no("手机号不完整，请填全 11 位，不要用星号代替");
  }
  if (/^\d\.\d+E\+?\d+$/i.test(number)) {
    return no("手机号被表格软件改成了缩写。请先把这一列设为“文本”格式，再重新填写");
  }
  if (/[、,;/]/.test(number)) {
    return no("这一格只能填一个手机号");
  }
  return /^1[3-9]\d{9}$/.test(number) ? { ok: true, value: number } : no("手机号要有 11 位，以 1 开头，请检查");
}

export function isMobile(text: string): boolean {
  return /^1[3-9]\d{9}$/.test(text);
}

export function maskMobile(mobile: string): string {
  return `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
}

/** A day written in any of the usual ways, as YYYY-MM-DD. */
export function parseDate(cell: string): Parsed<string> {
  // Spreadsheet programs add a time of day to dates, which says nothing here.
  const text = compactText(bareText(cell).replace(/[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/, ""));
  const [, year = "", month = "", day = ""] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  if (year === "") {
    return no("日期请按 2024-03-05 的样子填写");
  }
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isRealDate(date) && date >= "1880-01-01" && date <= "2199-12-31" ? { ok: true, value: date } : no("没有这一天，请检查日期");
}

const sexes: Readonly<Record<string, Sex>> = { 男: "male", 男性: "male", 女: "female", 女性: "female" };

export function parseSex(cell: string): Parsed<Sex> {
  const sex = sexes[compactText(cell)];
  return sex === undefined ? no("性别请填“男”或“女”") : { ok: true, value: sex };
}

export function parseInteger({ min, max }: { min: number; max: number }): (cell: string) => Parsed<number> {
  return (cell) => {
    const text = compactText(cell).replace(/\.0+$/, "");
    const value = Number(text);
    const isInside = /^-?\d{1,15}$/.test(text) && value >= min && value <= max;
    return isInside ? { ok: true, value } : no(`请填 ${min} 到 ${max} 之间的整数`);
  };
}

/** The provinces, with the codes of the residence permits for Hong Kong, Macao and Taiwan (8x) and of foreigners (9x). */
const regionCodes = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91 92".split(" "),
);

/** GB 11643: the weights are powers of two modulo 11, and ten is written X. */
function checkCharacter(number: string): string {
  const sum = [...number.slice(0, 17)].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0);
  return "10X98765432"[sum % 11] ?? "";
}

function isRealDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
