import { loadCounty, readSettings } from "@cunqing/config";
import { openNote, parseNote, parseVerifierKey } from "@cunqing/proof";
import { describe, expect, it } from "vitest";
import { newSm2Key, verifySm2Line } from "../kernel/crypto/note-signer-sm2.ts";
import { newNoteKey } from "../kernel/crypto/note-signer.ts";
import { openRecordSigner } from "./record-signer.ts";

const county = loadCounty("longyou");
const { trail } = readSettings({ MODE: "test" });
const listed = (...vkeys: string[]) => ({ key: "longyou", trail: { ...county.trail, logKeys: vkeys.map((vkey) => ({ vkey, note: "公钥" })) } });

describe("the record's signer", () => {
  it("signs what the county's first log key checks", () => {
    const note = openRecordSigner({ trail }, county).signCheckpoint("words\n");
    const key = parseVerifierKey(county.trail.logKeys[0]?.vkey ?? "");
    expect(key && openNote(note, [key])?.text).toBe("words\n");
    expect(parseNote(note)?.signatures).toHaveLength(1);
  });

  it("puts an SM2 line under checkpoints, and only there, when the county has such a key", () => {
    const [plain, sm2] = [newNoteKey(county.trail.origin, "ed25519"), newSm2Key(county.trail.origin)];
    const signer = openRecordSigner({ trail: { key: plain.signerKey, sm2Key: sm2.signerKey } }, listed(plain.vkey, sm2.vkey));
    const [first, second] = parseNote(signer.signCheckpoint("words\n"))?.signatures ?? [];
    expect(first?.keyId).toBe(plain.vkey.split("+")[1]);
    expect(second && verifySm2Line("words\n", second, sm2.vkey)).toBe(true);
    expect(parseNote(signer.signNote("words\n"))?.signatures).toHaveLength(1);
  });

  it("refuses a key of another name, one that the county does not list first, and keys that cannot be read", () => {
    const [old, fresh, stranger] = [newNoteKey(county.trail.origin, "ed25519"), newNoteKey(county.trail.origin, "ed25519"), newNoteKey("another.example", "ed25519")];
    const start = (key: string, profile: Parameters<typeof openRecordSigner>[1]) => () => openRecordSigner({ trail: { key, sm2Key: null } }, profile);
    expect(start(fresh.signerKey, listed(fresh.vkey, old.vkey))).not.toThrow();
    expect(start(old.signerKey, listed(fresh.vkey, old.vkey))).toThrow("TRAIL_KEY has the public half");
    expect(start(stranger.signerKey, listed(stranger.vkey))).toThrow("TRAIL_KEY is a key named another.example");
    expect(start("PRIVATE+KEY+x+00000000+AA==", listed(fresh.vkey))).toThrow("TRAIL_KEY cannot be used");
    const witnesses = [{ name: "镇监督委员会", vkey: `${fresh.vkey.slice(0, -3)}AA=`, isOutside: true }];
    expect(start(fresh.signerKey, { key: "longyou", trail: { ...listed(fresh.vkey).trail, witnesses } })).toThrow("trail.json");
  });

  it("never tells the key itself", () => {
    const key = newNoteKey(county.trail.origin, "ed25519").signerKey;
    expect(() => openRecordSigner({ trail: { key, sm2Key: null } }, county)).toThrow(expect.objectContaining({ message: expect.not.stringContaining(key.slice(-30)) }) as Error);
  });
});
