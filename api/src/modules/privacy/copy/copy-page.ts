import type { CopyPart } from "../../../kernel/personal-data.ts";

const toShanghai = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "long", timeStyle: "short" });

/** The copy as a page that any browser opens, without a network and without a script. */
export function copyPage(product: string, madeAt: number, parts: readonly CopyPart[], leftOut: readonly string[]): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>我的资料</title>
<style>body{font:18px/1.7 system-ui,sans-serif;max-width:46em;margin:0 auto;padding:1em;color:#1f2329}h1{font-size:1.5em}h2{font-size:1.2em;margin-top:2em;border-bottom:2px solid #2f7d4f}
dl{margin:0 0 1em;padding:.6em .8em;background:#f5f6f7;border-radius:8px}dt{color:#646a73;font-size:.85em}dd{margin:0 0 .4em;overflow-wrap:anywhere;white-space:pre-wrap}img{max-width:100%;border-radius:8px}</style></head>
<body><h1>我的资料</h1>
<p>${escape(product)}于 ${escape(toShanghai.format(madeAt))} 按《中华人民共和国个人信息保护法》第四十五条给您的副本。里面只有您自己的资料。同一份内容，机器能读的在 data.json 里。</p>
${parts.map(partOf).join("\n")}
${leftOut.length === 0 ? "" : `<h2>没有装进来的文件</h2><p>文件太多，这些没有装进来，可以在诉求页面里打开：</p><ul>${leftOut.map((name) => `<li>${escape(name)}</li>`).join("")}</ul>`}
</body></html>
`;
}

function partOf(part: CopyPart): string {
  const rows = part.rows.map((row) => {
    const lines = Object.entries(part.fields).flatMap(([field, words]) => lineOf(field, words, row[field] ?? null));
    return `<dl>${lines.join("")}</dl>`;
  });
  const files = (part.files ?? []).map(({ name }) => (name.endsWith(".jpg") ? `<p><img src="${escape(encodeURI(name))}" alt="${escape(name)}"></p>` : `<p><a href="${escape(encodeURI(name))}">${escape(name)}</a></p>`));
  return `<h2>${escape(part.title)}（${part.rows.length}）</h2>${rows.length === 0 ? "<p>没有。</p>" : rows.join("\n")}${files.join("\n")}`;
}

function lineOf(field: string, words: string, value: string | number | boolean | null): string[] {
  return value === null || value === "" ? [] : [`<dt>${escape(words)}</dt><dd>${escape(inWords(field, value))}</dd>`];
}

function inWords(field: string, value: string | number | boolean): string {
  if (typeof value === "boolean") {
    return value ? "是" : "否";
  }
  // Moments are named alike in every part.
  return typeof value === "number" && /(^|[a-z])At$|^at$/.test(field) ? toShanghai.format(value) : String(value);
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
