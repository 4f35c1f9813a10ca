import Taro from "@tarojs/taro";
import { limits } from "@cunqing/contract/limits";
import type { KeptFile } from "./kept-file.ts";
import { keepBlob, keepTemporary } from "./kept-files.ts";
import { isWeapp } from "./platform.ts";
import { toWav } from "./wav.ts";

/** A recording under way. It ends by itself at the limit; `ended` settles either way. */
export interface Recording {
  readonly ended: Promise<KeptFile>;
  stop(): void;
}

/** Rejects when there is no microphone or the person does not allow it. */
export const startRecording = (): Promise<Recording> => (isWeapp ? recordByWechat() : recordByBrowser());

const longestMs = limits.voiceSecondsMax * 1000;

function recordByWechat(): Promise<Recording> {
  const recorder = Taro.getRecorderManager();
  return new Promise((resolve, reject) => {
    const ended = new Promise<KeptFile>((settle, fail) => {
      recorder.onStop(({ tempFilePath, duration }) => {
        keepTemporary(tempFilePath, "mp3", secondsOf(duration)).then(settle, fail);
      });
    });
    recorder.onStart(() => resolve({ ended, stop: () => recorder.stop() }));
    recorder.onError((reason) => reject(new Error(reason.errMsg)));
    recorder.start({ duration: longestMs, format: "mp3", sampleRate: 16_000, numberOfChannels: 1, encodeBitRate: 48_000 });
  });
}

async function recordByBrowser(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const startedAt = Date.now();
  // What most browsers record by default (WebM) is silent on many phones.
  const type = ["audio/mp4;codecs=mp4a.40.2", "audio/mp4"].find(
    (known) => typeof MediaRecorder !== "undefined" && MediaRecorder.isTypeSupported(known),
  );
  const capture = type ? captureByRecorder(stream, type) : captureAsWav(stream);
  const limit = setTimeout(capture.stop, longestMs);
  const ended = capture.blob.then((blob) => {
    clearTimeout(limit);
    stream.getTracks().forEach((track) => track.stop());
    return keepBlob(blob, type ? "m4a" : "wav", secondsOf(Date.now() - startedAt));
  });
  return { ended, stop: capture.stop };
}

interface Capture {
  readonly blob: Promise<Blob>;
  readonly stop: () => void;
}

function captureByRecorder(stream: MediaStream, type: string): Capture {
  const recorder = new MediaRecorder(stream, { mimeType: type });
  const parts: Blob[] = [];
  const blob = new Promise<Blob>((resolve) => {
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => resolve(new Blob(parts, { type: "audio/mp4" }));
  });
  recorder.start();
  return { blob, stop: () => recorder.state === "recording" && recorder.stop() };
}

function captureAsWav(stream: MediaStream): Capture {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(stream);
  // Deprecated, and the one way that old browsers without MediaRecorder have.
  const tap = context.createScriptProcessor(4096, 1, 1);
  const parts: Float32Array[] = [];
  tap.onaudioprocess = ({ inputBuffer }) => parts.push(inputBuffer.getChannelData(0).slice());
  source.connect(tap);
  tap.connect(context.destination);
  let finish: (blob: Blob) => void = () => undefined;
  const blob = new Promise<Blob>((resolve) => (finish = resolve));
  const stop = (): void => {
    if (context.state === "closed") {
      return;
    }
    source.disconnect();
    tap.disconnect();
    finish(new Blob([toWav(joined(parts), context.sampleRate)], { type: "audio/wav" }));
    void context.close();
  };
  return { blob, stop };
}

function joined(parts: Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((offset, part) => {
    whole.set(part, offset);
    return offset + part.length;
  }, 0);
  return whole;
}

const secondsOf = (ms: number): number => Math.min(limits.voiceSecondsMax, Math.max(1, Math.round(ms / 1000)));
