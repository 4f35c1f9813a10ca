import { brokenVoice, type CleanVoice } from "./clean-voice.ts";
import { readBoxes, type Box } from "./iso-boxes.ts";
import { MediaRefused } from "./media-refused.ts";
import { fragmentDurations, readSoundTrack, trackDurationMs, type SoundTrack } from "./mp4-track.ts";

/**
 * Takes exactly one AAC track. What is not needed for playing is overwritten in place with an empty box of the same
 * size, because the tables inside point to the sound by its distance from the start of the file.
 */
export function cleanMp4(bytes: Buffer): CleanVoice {
  const audio = Buffer.from(bytes);
  blankAllBut(audio, 0, audio.length, "file");

  const root = boxesOf(audio, 0, audio.length);
  const moov = root.find(({ type }) => type === "moov");
  const soundBytes = root.filter(({ type }) => type === "mdat").reduce((sum, box) => sum + box.end - box.body, 0);
  if (!moov || soundBytes === 0) { throw brokenVoice("the MP4 has no index or no sound"); }

  const track = onlySoundTrack(audio, moov);
  if (track.sampleBytes > soundBytes || track.chunkOffsets.some((offset) => offset >= audio.length)) {
    throw brokenVoice("the index points to sound that is not there");
  }
  return { audio, durationMs: trackDurationMs(track, fragmentDurations(audio, root, moov)) };
}

// What a player needs, level by level. Everything else may carry names, places or anything at all.
const kept: Readonly<Record<string, readonly string[]>> = {
  file: ["ftyp", "styp", "moov", "moof", "mdat", "sidx", "mfra"],
  moov: ["mvhd", "trak", "mvex"],
  trak: ["tkhd", "edts", "mdia"],
  mdia: ["mdhd", "hdlr", "minf"],
  minf: ["smhd", "nmhd", "dinf", "stbl"],
  stbl: ["stsd", "stts", "ctts", "stsc", "stsz", "stz2", "stco", "co64", "stss", "sgpd", "sbgp"],
  mvex: ["mehd", "trex"],
  moof: ["mfhd", "traf"],
  traf: ["tfhd", "tfdt", "trun", "sgpd", "sbgp"],
};

function blankAllBut(audio: Buffer, start: number, end: number, level: string): void {
  const keptHere = kept[level] ?? [];
  for (const box of boxesOf(audio, start, end)) {
    if (!keptHere.includes(box.type)) {
      audio.write("free", box.start + 4, "latin1");
      audio.fill(0, box.body, box.end);
    } else if (kept[box.type]) {
      blankAllBut(audio, box.body, box.end, box.type);
    } else {
      forgetOrigin(audio.subarray(box.body, box.end), box.type);
    }
  }
}

// When it was recorded and by what software are facts about a device.
function forgetOrigin(content: Buffer, type: string): void {
  if (type === "mvhd" || type === "tkhd" || type === "mdhd") {
    content.fill(0, 4, content.readUInt8(0) === 1 ? 20 : 12);
  }
  if (type === "hdlr") { content.fill(0, 24); }
}

function boxesOf(audio: Buffer, start: number, end: number): Box[] {
  const { boxes, stoppedAt, isCutOff } = readBoxes(audio, start, end);
  if (isCutOff || stoppedAt !== end) { throw brokenVoice("a box does not end where its parent says"); }
  return boxes;
}

function onlySoundTrack(audio: Buffer, moov: Box): SoundTrack {
  const tracks = boxesOf(audio, moov.body, moov.end).filter(({ type }) => type === "trak");
  const [only] = tracks;
  if (!only || tracks.length > 1) {
    throw new MediaRefused("file.not_a_voice_note", `The MP4 has ${tracks.length} tracks.`, "请只传录音，不要传视频");
  }
  const track = readSoundTrack(audio, only);
  if (!track) { throw new MediaRefused("file.not_a_voice_note", "The track of the MP4 is not AAC sound.", "请只传录音，不要传视频"); }
  return track;
}
