/** 13812345678 → 138****5678. What is too short to keep both ends keeps the last two only. */
export function maskPhone(phone: string): string {
  return phone.length >= 11 ? keepEnds(phone, 3, 4) : keepEnds(phone, 0, Math.min(2, Math.floor(phone.length / 2)));
}

/** 33082519581203123X → 330825********123X: the birthday is what is hidden. */
export function maskIdentity(identity: string): string {
  return identity.length >= 15 ? keepEnds(identity, 6, 4) : keepEnds(identity, 0, Math.min(2, Math.floor(identity.length / 2)));
}

/** 吴大伯 → 吴**, 欧阳明 → 欧阳*. A name of one character shows it and a star, so that it still reads as masked. */
export function maskName(name: string): string {
  const symbols = [...name.trim()];
  const surname = symbols.slice(0, 2).join("");
  const kept = symbols.length > 2 && doubleSurnames.has(surname) ? 2 : 1;
  return symbols.slice(0, kept).join("") + "*".repeat(Math.max(1, symbols.length - kept));
}

function keepEnds(text: string, start: number, end: number): string {
  const hidden = "*".repeat(Math.max(0, text.length - start - end));
  return text.slice(0, start) + hidden + (end === 0 ? "" : text.slice(-end));
}

const doubleSurnames: ReadonlySet<string> = new Set([
  "欧阳", "上官", "司马", "诸葛", "司徒", "东方", "独孤", "南宫", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙",
  "宇文", "轩辕", "端木", "百里", "东郭", "西门", "申屠", "闻人", "淳于", "单于", "太史", "澹台", "公冶", "宗政", "濮阳",
  "钟离", "呼延", "拓跋", "赫连", "万俟", "第五", "司空", "鲜于", "闾丘", "仲孙", "范姜", "陆费",
]);
