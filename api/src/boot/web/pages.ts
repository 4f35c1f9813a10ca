import { endpoints, refusals, type NamedEndpoint } from "@cunqing/contract";

const style = `
  :root { color-scheme: light; }
  body { margin: 0; font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #222; background: #faf8f5; }
  main { max-width: 760px; margin: 0 auto; padding: 48px 24px; }
  h1 { font-size: 40px; margin: 0 0 8px; color: #b8341b; letter-spacing: 2px; }
  h2 { font-size: 20px; margin: 40px 0 8px; }
  p { margin: 0 0 16px; }
  .lead { font-size: 20px; }
  .doors { display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); gap: 16px; margin: 32px 0; }
  .door { display: block; padding: 24px; border-radius: 12px; background: #fff; border: 1px solid #e5ded5; text-decoration: none; color: #222; }
  .door:hover, .door:focus { border-color: #b8341b; }
  .door b { display: block; font-size: 22px; color: #b8341b; }
  .muted { color: #666; font-size: 14px; }
  code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 13px; }
  article { background: #fff; border: 1px solid #e5ded5; border-radius: 8px; padding: 16px; margin: 12px 0; }
  article h3 { margin: 0 0 4px; font-size: 16px; overflow-wrap: anywhere; }
  .method { display: inline-block; min-width: 44px; font-weight: 700; color: #b8341b; }
  .codes { color: #666; font-size: 13px; overflow-wrap: anywhere; }
  @media (max-width: 480px) { main { padding: 24px 16px; } h1 { font-size: 32px; } }
`;

export interface LandingFacts {
  readonly county: string;
  readonly slogan: string;
  readonly sandboxUrl: string | null;
}

/** The page at the root: what this is, and the ways in. */
export function landingPage(facts: LandingFacts): string {
  const sandbox = facts.sandboxUrl
    ? `<a class="door" href="${facts.sandboxUrl}/sandbox/"><b>沙盒</b>演示用的“微信”和短信：挑一个人登录，看收到的消息</a>`
    : "";
  return page(
    "村情通",
    `<h1>村情通</h1>
    <p class="lead">${escape(facts.county)} · ${escape(facts.slogan)}</p>
    <p>村民用手机拍张照就能反映问题，办没办好由反映的人说了算；每一步都留痕，谁也改不了。</p>
    <div class="doors">
      <a class="door" href="/m/"><b>村民入口</b>反映、查进度、看本村公开的事</a>
      <a class="door" href="/admin/"><b>工作台</b>村、镇、县工作人员受理和办理</a>
      ${sandbox}
    </div>
    <p class="muted">开发者：<a href="/api/docs">接口说明</a> · <a href="/api/openapi.json">OpenAPI</a></p>`,
  );
}

/** The API for people to read; programs take /api/openapi.json. */
export function docsPage(): string {
  const modules = [...new Set(endpoints.map(({ module }) => module))];
  return page(
    "村情通 API",
    `<h1>API</h1>
    <p>Programs read <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1). Times are milliseconds in UTC; ids are opaque.
    Every refusal is <code>{ code, message, requestId, fields?, facts? }</code>.</p>
    ${modules.map((module) => `<h2>${module}</h2>${endpoints.filter((named) => named.module === module).map(articleOf).join("")}`).join("")}
    ${recordPages}`,
  );
}

/** No JSON and no contract of ours: their form is C2SP's, and any program for such logs can read them. */
const recordPages = `<h2>the record's pages</h2>
    <article><h3><span class="method">GET</span> <code>/api/trail/checkpoint</code></h3>
      <p>The newest signed head with its cosignatures, a C2SP <code>tlog-checkpoint</code> in <code>signed-note</code> form.</p></article>
    <article><h3><span class="method">GET</span> <code>/api/trail/tile/&lt;L&gt;/&lt;N&gt;[.p/&lt;W&gt;]</code></h3>
      <p>256 hashes of one level, or the first W of them, as in C2SP <code>tlog-tiles</code>. Full tiles never change.</p></article>
    <article><h3><span class="method">GET</span> <code>/api/trail/tile/entries/&lt;N&gt;[.p/&lt;W&gt;]</code></h3>
      <p>256 public forms, or the first W of them, each behind its length in two bytes.</p></article>`;

function articleOf({ name, endpoint }: NamedEndpoint): string {
  const who = "public" in endpoint.access ? "anybody" : "permission" in endpoint.access ? `staff with <code>${endpoint.access.permission}</code>` : `session: ${endpoint.access.session}`;
  const codes = endpoint.refusals.map((code) => `<code>${code}</code> ${refusals[code].status}`).join(" · ");
  return `<article id="${name}"><h3><span class="method">${endpoint.method}</span> <code>/api${escape(endpoint.path)}</code></h3>
    <p>${escape(endpoint.summary)}</p>
    <p class="muted">${who}${endpoint.idempotency ? ` · Idempotency-Key ${endpoint.idempotency}` : ""}</p>
    ${codes ? `<p class="codes">${codes}</p>` : ""}</article>`;
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style nonce="__CSP_NONCE__">${style}</style></head><body><main>${body}</main></body></html>`;
}

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);
