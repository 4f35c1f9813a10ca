import { limits } from "@cunqing/contract/limits";

/** What is known of the person whose password it is: neither may be part of it. */
export interface PasswordOwner {
  readonly username: string;
  readonly name: string;
}

/** What is wrong with a new password, in words for the person choosing it; null when it will do. */
export function strengthProblem(password: string, owner: PasswordOwner): string | null {
  const plain = password.normalize("NFKC").toLowerCase();
  const length = [...plain].length;
  if (length < limits.passwordMin) { return `密码至少要 ${limits.passwordMin} 位。`; }
  if (length > limits.passwordMax) { return `密码最多 ${limits.passwordMax} 位。`; }
  if (includesPart(plain, owner.username) || includesPart(plain, owner.name)) {
    return "密码里不要带自己的姓名或登录名。";
  }
  if (isCommon(plain)) { return "这个密码太常见，很容易被人猜到，请换一个。"; }
  if (new Set(plain).size < fewestDifferent || isRun(plain)) {
    return "密码太简单，请不要只用重复或连着的字符。";
  }
  return null;
}

const fewestDifferent = 5;
// Shorter pieces would forbid half of all passwords: "li" or "wu" is in many a word.
const shortestPart = 2;

function includesPart(plain: string, part: string): boolean {
  const wanted = part.normalize("NFKC").toLowerCase().trim();
  const isHan = /\p{Script=Han}/u.test(wanted);
  return [...wanted].length >= (isHan ? shortestPart : shortestPart + 1) && plain.includes(wanted);
}

function isCommon(plain: string): boolean {
  if (common.has(plain)) { return true; }
  // "Password2026!" is "password" to a guesser: what hangs on at the end counts for nothing.
  return commonStems.has(plain.replace(/[^a-z]+$/, ""));
}

// Every step up by one, or every step down by one: 2345678901, ihgfedcba.
function isRun(plain: string): boolean {
  const codes = [...plain].map((symbol) => symbol.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return [1, -1].some((step) => steps.filter((one) => one === step || Math.abs(one) === 9).length === steps.length);
}

const common: ReadonlySet<string> = new Set([
  "1234567890", "0123456789", "0987654321", "9876543210", "12345678910", "123456789a", "a123456789",
  "aa123456789", "abc123456789", "123456789abc", "1234567891", "123123123123", "1234512345", "1122334455",
  "112233445566", "147258369a", "1472583690", "1q2w3e4r5t", "1q2w3e4r5t6y", "1qaz2wsx3edc", "qazwsxedcrfv",
  "q1w2e3r4t5", "qwertyuiop", "qwertyuiop123", "asdfghjkl123", "zxcvbnm123", "qwer123456", "asdf123456",
  "zxcv123456", "woaini1314", "woaini520520", "woaini1314520", "5201314520", "1314520520", "iloveyou1314",
  "5201314woaini", "abcd123456", "abcde12345", "abc1234567", "a1b2c3d4e5", "aaa123456789", "qq123456789",
  "wang123456", "zhang123456", "longyou330825", "longyou123456", "cunwei123456", "xicunwei2026", "zhongguo123",
  "china12345", "passw0rd123", "p@ssw0rd123", "admin@12345", "admin123456", "root123456",
]);

const commonStems: ReadonlySet<string> = new Set([
  "password", "administrator", "admin", "iloveyou", "welcome", "letmein", "qwerty", "woaini", "longyou", "cunqing",
  "cunqingtong", "cunweihui", "zhongguo", "monkey", "dragon", "superman",
]);
