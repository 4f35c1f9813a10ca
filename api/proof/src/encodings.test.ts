import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  encodeBundle, entriesPath, fromBase64, fromBase64Url, fromHex, fromUtf8, parseBundle, parseEntriesPath, parseQrText, parseTilePath, qrText, sha256, sha512, tilePath, toBase64, toBase64Url, toHex, utf8,
} from "./index.ts";

const plain = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

describe("hashes", () => {
  it("are Node's for every length around the block sizes", () => {
    for (let length = 0; length < 300; length += 1) {
      const message = randomBytes(length);
      expect(sha256(message)).toEqual(plain(createHash("sha256").update(message).digest()));
      expect(sha512(message)).toEqual(plain(createHash("sha512").update(message).digest()));
    }
  });
});

describe("base64 and hexadecimal", () => {
  it("are Node's, both ways", () => {
    for (let length = 0; length < 70; length += 1) {
      const bytes = randomBytes(length);
      expect(toBase64(bytes)).toBe(bytes.toString("base64"));
      expect(toBase64Url(bytes)).toBe(bytes.toString("base64url"));
      expect(toHex(bytes)).toBe(bytes.toString("hex"));
      expect(fromBase64(bytes.toString("base64"))).toEqual(plain(bytes));
      expect(fromBase64Url(bytes.toString("base64url"))).toEqual(plain(bytes));
      expect(fromHex(bytes.toString("hex"))).toEqual(plain(bytes));
    }
  });

  it.each(["A", "AA", "AAA", "AA=", "AA==\n", "AB==", "AAB=", "A===", "AA==AA==", "AA-_", " AAA", "====", "AAé="])("refuse %j as base64", (text) => {
    expect(fromBase64(text)).toBeNull();
  });

  it.each(["A", "AA==", "AB", "AAB", "AA+/"])("refuse %j as base64url", (text) => {
    expect(fromBase64Url(text)).toBeNull();
  });

  it.each(["0", "0G", "AA", "0x", " 0"])("refuse %j as hexadecimal", (text) => {
    expect(fromHex(text)).toBeNull();
  });
});

describe("UTF-8", () => {
  it.each(["", "plain", "村情通 — é", "𠮷😀", "half \ud800 of a pair", "\udc00"])("of %j is TextEncoder's", (text) => {
    expect(utf8(text)).toEqual(plain(new TextEncoder().encode(text)));
  });

  it.each(["", "村情通 — é", "𠮷😀\u{10ffff}"])("of %j reads back", (text) => {
    expect(fromUtf8(utf8(text))).toBe(text);
  });

  it.each(["80", "c0af", "c1bf", "e08080", "eda080", "f0808080", "f4908080", "f5808080", "e6b5", "ff"])("refuses the bytes %s", (hex) => {
    expect(fromUtf8(fromHex(hex) ?? new Uint8Array())).toBeNull();
  });
});

describe("tile paths (C2SP tlog-tiles)", () => {
  it.each<[string, number, number, number | undefined]>([
    ["tile/0/x001/x234/067", 0, 1_234_067, undefined],
    ["tile/0/000", 0, 0, undefined],
    ["tile/1/999.p/1", 1, 999, 1],
    ["tile/5/x001/000.p/255", 5, 1000, 255],
    ["tile/2/x016/x777/x216/000", 2, 16_777_216_000, undefined],
  ])("%s", (path, level, index, width) => {
    expect(tilePath(level, index, width)).toBe(path);
    expect(parseTilePath(path)).toEqual({ level, index, width: width ?? 256 });
    const entries = path.replace(/^tile\/\d/, "tile/entries");
    expect(entriesPath(index, width)).toBe(entries);
    expect(parseEntriesPath(entries)).toEqual({ index, width: width ?? 256 });
  });

  it.each(["tile/0/67", "tile/0/x000/067", "tile/0/1234", "tile/0/x1/000", "tile/6/000", "tile/00/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000/", "tile/0/001/000", "/tile/0/000", "tile/0/x999/x999/x999/x999/x999/999"])(
    "%s is none",
    (path) => {
      expect(parseTilePath(path)).toBeNull();
    },
  );
});

describe("an entry bundle", () => {
  it("keeps entries of every length up to 65,535 bytes", () => {
    const entries = [utf8(""), utf8("一条"), new Uint8Array(65_535).fill(7)];
    expect(parseBundle(encodeBundle(entries))).toEqual(entries);
    expect(parseBundle(new Uint8Array())).toEqual([]);
    expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow("does not fit");
  });

  it.each(["00", "000161 00", "0002 61"])("that ends within an entry is refused: %s", (hex) => {
    expect(parseBundle(fromHex(hex.replace(/ /g, "")) ?? new Uint8Array())).toBeNull();
  });
});

describe("the text of a QR code", () => {
  const receipt = { origin: "cunqing.longyou.gov.cn/record", position: 9_007_199_254_740_991, leaf: sha256(utf8("leaf")), salt: sha256(utf8("salt")) };

  it("stays below 300 bytes and reads back, as an address and as a page's query", () => {
    const text = qrText("https://cunqing.longyou.gov.cn", receipt);
    expect(utf8(text).length).toBeLessThanOrEqual(300);
    expect(parseQrText(text)).toEqual(receipt);
    expect(parseQrText(text.slice(text.indexOf("?") + 1))).toEqual(receipt);
    expect(parseQrText(qrText("https://a.cn", { ...receipt, salt: null }))).toEqual({ ...receipt, salt: null });
  });

  it("throws rather than grow beyond what a small code holds", () => {
    expect(() => qrText(`https://${"long.".repeat(30)}cn`, receipt)).toThrow("300");
  });

  it.each(["", "https://a.cn/m/#/x", "o=a&p=1", "o=a&p=01&l=AAAA", "o=%&p=1&l=AAAA", "o=a&p=-1&l=AAAA"])("%j is none", (text) => {
    expect(parseQrText(text)).toBeNull();
  });
});

describe("this library", () => {
  it("has no BigInt, no Node and no TextEncoder in it: an old phone has none of them", () => {
    const sources = readdirSync(new URL(".", import.meta.url), { withFileTypes: true }).filter((file) => file.isFile() && file.name.endsWith(".ts") && !file.name.endsWith(".test.ts"));
    expect(sources.length).toBeGreaterThan(15);
    for (const { name } of sources) {
      const code = readFileSync(new URL(name, import.meta.url), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$|`[^`]*`|"[^"]*"/gm, "");
      expect(code, name).not.toMatch(/\bBigInt|\b(?:0x[\da-f]+|\d+)n\b|\bBuffer\b|\bprocess\b|\bTextEncoder|\bTextDecoder/);
    }
  });
});
