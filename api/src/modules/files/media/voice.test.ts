import { expect, test } from "vitest";
import { MediaRefused } from "./media-refused.ts";
import { box, buildId3, buildM4a, buildMp3, buildWav, riffChunk } from "./testing/build-voice.ts";
import { processVoice } from "./voice.ts";

const secret = Buffer.from("吴大伯家门口 +29.03+119.17/");
const mp3 = buildMp3(50);
const apeTag = (): Buffer => {
  const footer = Buffer.alloc(32);
  footer.write("APETAGEX", 0, "latin1");
  footer.writeUInt32LE(secret.length + 32, 12);
  return Buffer.concat([secret, footer]);
};
const id3v1 = Buffer.concat([Buffer.from("TAG"), secret, Buffer.alloc(125 - secret.length)]);

function refusalOf(bytes: Buffer): { code: string; help: string | null } {
  try {
    processVoice(bytes);
  } catch (error) {
    if (error instanceof MediaRefused) { return { code: error.code, help: error.help }; }
    throw error;
  }
  return { code: "taken", help: null };
}

test.each([
  ["an MP3", mp3, "mp3", "audio/mpeg", 1800],
  ["an M4A", buildM4a(), "m4a", "audio/mp4", 2048],
  ["a fragmented MP4, as browsers record it", buildM4a({ fragmented: true, brand: "iso5" }), "m4a", "audio/mp4", 2048],
  ["a 3GP of an old phone", buildM4a({ brand: "3gp5" }), "m4a", "audio/mp4", 2048],
  ["a WAV", buildWav(3), "wav", "audio/wav", 3000],
] as const)("%s is taken and measured", (_, bytes, kind, mime, durationMs) => {
  const { audio, ...facts } = processVoice(bytes);
  expect(facts).toEqual({ kind, mime, durationMs, originalBytes: bytes.length });
  expect(processVoice(audio).audio.equals(audio)).toBe(true);
});

test.each([
  ["ID3v2 before", Buffer.concat([buildId3(secret.toString()), mp3])],
  ["two ID3v2", Buffer.concat([buildId3(secret.toString()), buildId3(secret.toString()), mp3])],
  ["ID3v1 behind", Buffer.concat([mp3, id3v1])],
  ["APE behind", Buffer.concat([mp3, apeTag()])],
  ["APE and ID3v1 behind", Buffer.concat([mp3, apeTag(), id3v1])],
  ["words between the frames", Buffer.concat([mp3.subarray(0, 1080), secret, mp3.subarray(1080)])],
  ["zeros before", Buffer.concat([buildId3("x"), Buffer.alloc(900), mp3])],
])("of an MP3 with %s only the frames stay", (_, bytes) => {
  expect(processVoice(bytes).audio.equals(mp3)).toBe(true);
});

test("a last frame that is cut off is left out", () => {
  expect(processVoice(mp3.subarray(0, -50)).durationMs).toBe(49 * 36);
});

test("the table of a variable bit rate is no sound and does not count", () => {
  const table = buildMp3(1);
  table.write("Xing", 13, "latin1");
  expect(processVoice(Buffer.concat([table, mp3])).durationMs).toBe(1800);
});

test.each([
  ["udta in moov", { inMoov: [box("udta", box("\u00a9xyz", secret))] }],
  ["meta in moov", { inMoov: [box("meta", secret)] }],
  ["udta in the track", { inTrak: [box("udta", secret)] }],
  ["uuid at the root", { atRoot: [box("uuid", secret)] }],
  ["free at the root", { atRoot: [box("free", secret)] }],
  ["a box nobody knows", { atRoot: [box("abcd", secret)] }],
])("of an M4A with %s the words, the clock and the device go and every offset stays", (_, parts) => {
  const bytes = buildM4a(parts);
  const { audio } = processVoice(bytes);
  expect(bytes.includes("Redmi")).toBe(true);
  expect(audio).toHaveLength(bytes.length);
  expect(audio.indexOf("mdat")).toBe(bytes.indexOf("mdat"));
  for (const trace of [secret.subarray(0, 12), Buffer.from("+29.03"), Buffer.from("Redmi"), Buffer.from("e1e2e3e4", "hex")]) {
    expect(audio.includes(trace)).toBe(false);
  }
});

test("of a WAV only the format and the sound stay", () => {
  const bytes = buildWav(1, [riffChunk("LIST", secret), riffChunk("bext", secret)]);
  expect(processVoice(bytes).audio.equals(buildWav(1))).toBe(true);
});

test.each([0, 0xffffffff])("a WAV that was streamed, with the size %i, is read to its end", (size) => {
  const bytes = buildWav(2);
  bytes.writeUInt32LE(size, 40);
  expect(processVoice(bytes).audio.equals(buildWav(2))).toBe(true);
});

const half = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length / 2));

test.each([
  ["nothing", Buffer.alloc(0), "file.not_a_voice_note"],
  ["text", Buffer.from("村口的路坏了,请来看看"), "file.not_a_voice_note"],
  ["a JPEG", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1]), "file.not_a_voice_note"],
  ["raw AAC", Buffer.from("fff15080028013fcfff1", "hex"), "file.not_a_voice_note"],
  ["four bytes of MP3 and noise", Buffer.concat([mp3.subarray(0, 4), Buffer.alloc(9000, 7)]), "file.not_a_voice_note"],
  ["MP3 and then noise", Buffer.concat([mp3, Buffer.alloc(9000, 7), mp3]), "file.broken"],
  ["an ID3 tag longer than the file", buildId3("x".repeat(100)).subarray(0, 40), "file.not_a_voice_note"],
  ["a film", buildM4a({ handler: "vide", codec: "avc1" }), "file.not_a_voice_note"],
  ["sound and a second track", buildM4a({ inMoov: [box("trak")] }), "file.not_a_voice_note"],
  ["MP3 inside MP4", buildM4a({ objectType: 0x6b }), "file.not_a_voice_note"],
  ["half an M4A", half(buildM4a()), "file.broken"],
  ["an M4A without its sound", buildM4a({ frameCount: 0 }), "file.broken"],
  ["an M4A and bytes that are no box", Buffer.concat([buildM4a(), Buffer.from("abc")]), "file.broken"],
  ["a WAV without sound", buildWav(0).subarray(0, 36), "file.broken"],
  ["a WAV of a format of telephones", Buffer.from(buildWav(1)).fill(6, 20, 21), "file.not_a_voice_note"],
  ["a tap on the button", buildMp3(5), "file.not_a_voice_note"],
  ["61 s of MP3", buildMp3(Math.ceil(61_000 / 36)), "file.voice_too_long"],
  ["61 s of WAV", buildWav(61), "file.voice_too_long"],
  ["61 s of M4A", buildM4a({ frameCount: 954 }), "file.voice_too_long"],
  ["an M4A whose clock lies", buildM4a({ frameCount: 954, frameTicks: 1 }), "file.voice_too_long"],
  ["61 s in fragments", buildM4a({ frameCount: 954, fragmented: true }), "file.voice_too_long"],
  ["more than 2 MB", buildWav(66, [], 16_000), "file.too_large"],
  ["MP3 frames around a web page", Buffer.concat([mp3, withPayload("<script>alert(1)</script>")]), "file.polyglot"],
] as const)("%s is refused", (_, bytes, code) => {
  expect(refusalOf(bytes).code).toBe(code);
});

test.each(["\u001aE\u00df\u00a3", "OggS\u0000\u0002", "#!AMR\n"])("a recording phones cannot play is refused with what to do", (head) => {
  const { code, help } = refusalOf(Buffer.concat([Buffer.from(head, "latin1"), Buffer.alloc(200)]));
  expect(code).toBe("file.not_a_voice_note");
  expect(help).toContain("小程序里的录音按钮");
});

test("60 seconds are not too long, whatever the recorder's last frame adds", () => {
  for (const bytes of [buildMp3(Math.ceil(60_000 / 36)), buildWav(60), buildM4a({ frameCount: 938 })]) {
    expect(refusalOf(bytes).code).toBe("taken");
  }
});

test("no cut and no changed byte makes anything but an answer or a refusal", () => {
  for (const whole of [buildM4a(), buildM4a({ fragmented: true }), buildWav(1).subarray(0, 200), buildMp3(8)]) {
    const answers = Array.from(whole, (_, at) => [
      refusalOf(whole.subarray(0, at)),
      ...[0, 1, 0x7f, 0xff].map((value) => refusalOf(Buffer.from(whole).fill(value, at, at + 1))),
    ]).flat();
    expect(answers.every(({ code }) => code === "taken" || code.startsWith("file."))).toBe(true);
  }
});

function withPayload(words: string): Buffer {
  const frame = buildMp3(2);
  frame.write(words, 20, "latin1");
  return frame;
}
