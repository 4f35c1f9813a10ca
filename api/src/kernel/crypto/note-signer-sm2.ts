import { formatVerifierKey, parseVerifierKey, signatureLine, type NoteSignature } from "@cunqing/proof";
import { sm2 } from "sm-crypto-v2";
import { checkedVerifierKey, formatSignerKey, parseSignerKey, type NoteSigner } from "./note-signer.ts";

/**
 * SM2 with SM3 beside Ed25519, where a county must show commercial cryptography (GB/T 32918.2). The signature is r ‖ s,
 * 64 bytes: it has one spelling, DER has several. The signer's identity is the usual 1234567812345678. Node's own
 * `sm3` signatures leave out Z_A and are no SM2. Phones pass these lines over; `verifySm2Line` checks them.
 */
export function createSm2Signer(key: string): NoteSigner {
  const parsed = parseSignerKey(key, "sm2");
  const secret = hexOf(parsed.secret);
  const publicHex = sm2.getPublicKeyFromPrivateKey(secret);
  const vkey = checkedVerifierKey(parsed, "sm2", Buffer.from(publicHex, "hex"));
  return {
    name: parsed.name,
    vkey,
    signatureLine: (text) => {
      const signature = sm2.doSignature(Buffer.from(text, "utf8"), secret, { ...agreed, publicKey: publicHex });
      return signatureLine(parsed.name, parsed.keyId, Buffer.from(signature, "hex"));
    },
  };
}

export function newSm2Key(name: string): { readonly signerKey: string; readonly vkey: string } {
  const pair = sm2.generateKeyPairHex();
  const publicKey = Buffer.from(pair.publicKey, "hex");
  return { signerKey: formatSignerKey(name, "sm2", publicKey, Buffer.from(pair.privateKey, "hex")), vkey: formatVerifierKey(name, "sm2", publicKey) };
}

/** Whether one signature under a text is right and by this SM2 key. */
export function verifySm2Line(text: string, { name, keyId, bytes }: NoteSignature, vkey: string): boolean {
  const key = parseVerifierKey(vkey);
  if (key?.algorithm !== "sm2" || key.name !== name || key.keyId !== keyId || bytes.length !== 64) {
    return false;
  }
  return sm2.doVerifySignature(Buffer.from(text, "utf8"), hexOf(bytes), hexOf(key.publicKey), agreed);
}

const agreed = { hash: true, der: false, userId: "1234567812345678" };

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
