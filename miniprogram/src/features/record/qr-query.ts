import { parseQrText, type QrReceipt } from "@cunqing/proof";

/**
 * A page gets the address of the QR code as its query. WeChat, when an ordinary QR code opens the mini-program, hands
 * the whole address over in `q`, encoded once more.
 */
export function qrFromQuery(params: Readonly<Record<string, string | undefined>>): QrReceipt | null {
  const { q, o, p, l, s } = params;
  if (q !== undefined) {
    return parseQrText(decoded(q));
  }
  // Some routers decode the query and others do not; an origin without an escape is the same either way.
  const origin = o === undefined ? "" : encodeURIComponent(decoded(o));
  return parseQrText(`?o=${origin}&p=${p ?? ""}&l=${l ?? ""}${s === undefined ? "" : `&s=${s}`}`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
