import { readFileSync } from "node:fs";
import type { Reply, Routes } from "../http.ts";

// Nothing from another host, nothing inline; a page of this machine may show it in a frame.
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self' http://localhost:* http://127.0.0.1:*",
].join("; ");

export const pageRoutes: Routes = {
  "GET /sandbox/": serve("page.html", "text/html"),
  "GET /sandbox/page.css": serve("page.css", "text/css"),
  "GET /sandbox/page.js": serve("page.js", "text/javascript"),
};

function serve(name: string, type: string): () => Reply {
  const body = readFileSync(new URL(`./${name}`, import.meta.url), "utf8");
  const headers = {
    "content-type": `${type}; charset=utf-8`,
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  };
  return () => ({ status: 200, headers, body });
}
