import type { Line, Picture, Step, Story } from "./dossier-story.ts";

/** The dossier as a page that opens from the unpacked folder, prints well and runs nothing. */
export function writePage(story: Story): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; media-src 'self' file:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(story.title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(story.title)}</h1>
${table(story.facts)}
<h2>办理经过</h2>
<ol>
${story.steps.map(stepItem).join("\n")}
</ol>
${story.pictures.length === 0 ? "" : `<h2>照片和录音</h2>\n<div class="pictures">\n${story.pictures.map(figure).join("\n")}\n</div>`}
${story.leftOut.length === 0 ? "" : `<p class="note">没有放进来的：${escaped(story.leftOut.join("、"))}。</p>`}
<h2>怎样核验</h2>
${story.checking.map((line) => `<p>${escaped(line)}</p>`).join("\n")}
</body>
</html>
`;
}

const style = `
body { max-width: 46rem; margin: 2rem auto; padding: 0 1.2rem; font: 16px/1.75 "Songti SC", "Noto Serif CJK SC", SimSun, serif; color: #1d1b19; }
h1 { font-size: 1.6rem; border-bottom: 2px solid #a3141f; padding-bottom: .4rem; }
h2 { font-size: 1.15rem; margin-top: 2.2rem; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: normal; color: #6b645c; width: 8em; vertical-align: top; padding: .15rem .6rem .15rem 0; }
td { padding: .15rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
ol { list-style: none; padding: 0; }
li { border-left: 2px solid #d8d2c8; padding: 0 0 1.1rem 1rem; break-inside: avoid; }
li h3 { font-size: 1rem; margin: 0; }
.when { color: #6b645c; margin: 0 0 .2rem; }
.place { color: #6b645c; font-size: .8rem; margin: .2rem 0 0; overflow-wrap: anywhere; }
.place code { font-family: ui-monospace, Menlo, Consolas, monospace; }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1rem; }
figure { margin: 0; break-inside: avoid; }
figure img { width: 100%; }
figcaption, .note { color: #6b645c; font-size: .85rem; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } }
`;

function table(lines: readonly Line[]): string {
  return `<table>${lines.map(({ label, value }) => `<tr><th>${escaped(label)}</th><td>${escaped(value)}</td></tr>`).join("")}</table>`;
}

function stepItem({ title, at, by, details, place, leaf }: Step): string {
  const mark = leaf === null ? escaped(place) : `${escaped(place)}　<code>${escaped(leaf)}</code>`;
  return `<li><h3>${escaped(title)}</h3><p class="when">${escaped(at)}　${escaped(by)}</p>${details.length === 0 ? "" : table(details)}<p class="place">${mark}</p></li>`;
}

function figure({ name, caption, isPhoto }: Picture): string {
  const shown = isPhoto ? `<img src="${escaped(name)}" alt="${escaped(caption)}">` : `<audio controls src="${escaped(name)}"></audio>`;
  return `<figure>${shown}<figcaption>${escaped(caption)}</figcaption></figure>`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Words of villagers stand here: nothing of them may become markup. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? "");
