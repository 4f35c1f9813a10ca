import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { verifyNatively } from "../../src/kernel/crypto/note-signer.ts";
import { verifyEd25519 } from "./ed25519.ts";

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const p = 2n ** 255n - 19n;
const little = (value: bigint): Uint8Array => new Uint8Array(Buffer.from(value.toString(16).padStart(64, "0"), "hex").reverse());
const bigOf = (part: Uint8Array): bigint => BigInt(`0x${Buffer.from(part).reverse().toString("hex")}`);

function newPair() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return { key: new Uint8Array(publicKey.export({ format: "der", type: "spki" }).subarray(-32)), sign: (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey)) };
}

// The eight points of small order, and the two of them that have a second spelling below 2^255.
const smallOrder = [
  "0100000000000000000000000000000000000000000000000000000000000000",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0100000000000000000000000000000000000000000000000000000000000080",
];

describe("an Ed25519 signature", () => {
  // RFC 8032, 7.1
  it.each([
    ["TEST 1", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"],
    ["TEST 2", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"],
    ["TEST 3", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"],
    ["TEST SHA(abc)", "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf", createHash("sha512").update("abc").digest("hex"), "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"],
  ])("of RFC 8032, %s, is right", (_, key, message, signature) => {
    expect(verifyEd25519(bytes(key), bytes(message), bytes(signature))).toBe(true);
    expect(verifyEd25519(bytes(key), bytes(`${message}00`), bytes(signature))).toBe(false);
  });

  it("is judged as OpenSSL judges it, over 200 keys and messages, whole and with a flipped bit", () => {
    for (let round = 0; round < 200; round += 1) {
      const pair = newPair();
      const message = new Uint8Array(randomBytes(round + 1));
      const signature = pair.sign(message);
      expect(verifyEd25519(pair.key, message, signature)).toBe(true);
      const flipped = (part: Uint8Array): Uint8Array => part.map((byte, index) => (index === (round * 7) % part.length ? byte ^ (1 << round % 8) : byte));
      const altered = [[flipped(pair.key), message, signature], [pair.key, flipped(message), signature], [pair.key, message, flipped(signature)]] as const;
      for (const [key, text, signed] of altered) {
        expect(verifyEd25519(key, text, signed), `round ${round}`).toBe(false);
        expect(verifyNatively(key, text, signed), `round ${round}`).toBe(false);
      }
    }
  });

  it("with every single bit flipped is wrong", () => {
    const pair = newPair();
    const message = bytes("abcd");
    const signature = pair.sign(message);
    for (let bit = 0; bit < 512; bit += 3) {
      const altered = signature.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(verifyEd25519(pair.key, message, altered), `bit ${bit}`).toBe(false);
    }
  });

  it("has one S: the same number plus the group's order, or more, is refused", () => {
    const pair = newPair();
    const message = bytes("00");
    const signature = pair.sign(message);
    const s = bigOf(signature.subarray(32));
    for (const other of [s + order, s + 8n * order, order, order - s, 2n ** 256n - 1n, 2n ** 253n, 0n]) {
      expect(verifyEd25519(pair.key, message, new Uint8Array([...signature.subarray(0, 32), ...little(other % 2n ** 256n)]))).toBe(false);
    }
  });

  it("has one R: the x sign turned, or a y of p and more, is refused", () => {
    const pair = newPair();
    const signature = pair.sign(bytes(""));
    for (const r of [p, p + 1n, 2n ** 255n - 1n, 2n ** 256n - 1n, 0n, 1n, (bigOf(signature.subarray(0, 32)) + 2n ** 255n) % 2n ** 256n]) {
      expect(verifyEd25519(pair.key, bytes(""), new Uint8Array([...little(r), ...signature.subarray(32)]))).toBe(false);
    }
  });

  it.each(smallOrder)("under the key %s of small order proves nothing", (key) => {
    // Under the neutral key S = 0 and R = 1 hold for every message, also in OpenSSL.
    for (const r of smallOrder.slice(0, 8)) {
      expect(verifyEd25519(bytes(key), bytes("31"), new Uint8Array([...bytes(r), ...new Uint8Array(32)]))).toBe(false);
    }
  });

  it.each([3n, 4n, 5n, 6n, 9n, 10n, 14n, 15n, 16n, 18n].map((y) => p + y))("under a key whose y is written as %i, p or more, is refused", (y) => {
    expect(verifyEd25519(little(y), bytes(""), newPair().sign(bytes("")))).toBe(false);
  });

  it("of another length, or under a key of another length or beside the curve, is refused without a throw", () => {
    const pair = newPair();
    const message = bytes("00");
    const signature = pair.sign(message);
    for (const part of [new Uint8Array(), signature.slice(1), new Uint8Array([...signature, 0])]) {
      expect(verifyEd25519(pair.key, message, part)).toBe(false);
    }
    for (const key of [new Uint8Array(), pair.key.slice(1), new Uint8Array([...pair.key, 0]), little(2n), little(7n), little(p - 1n)]) {
      expect(verifyEd25519(key, message, signature)).toBe(false);
    }
  });
});
