import { View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { useEffect, useRef, useState } from "react";
import { limits } from "@cunqing/contract/limits";
import { haveConsent } from "../base/consent.ts";
import type { KeptFile } from "../base/kept-file.ts";
import { dropKept } from "../base/kept-files.ts";
import { startRecording, type Recording } from "../base/recorder.ts";
import { saySeconds } from "../base/time-words.ts";
import { usePress } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { useKeptAddress } from "./photos.tsx";
import { spoken } from "./spoken.ts";
import { tell } from "./toast.tsx";

interface VoiceRecorderProps {
  readonly voice: KeptFile | null;
  readonly onChange: (voice: KeptFile | null) => void;
}

/** For who would rather speak than type: tap to begin, tap to end. */
export function VoiceRecorder({ voice, onChange }: VoiceRecorderProps) {
  const [recording, setRecording] = useState<Recording | null>(null);
  const { press, isBusy } = usePress(async () => {
    const begun = await begin();
    if (begun) {
      setRecording(begun);
      begun.ended.then(onChange, () => tell("录音没有存下来，请再录一次")).finally(() => setRecording(null));
    }
  });
  if (voice) {
    return <KeptVoice voice={voice} onRemove={() => onChange(null)} />;
  }
  if (recording) {
    return <Running onStop={() => recording.stop()} />;
  }
  return (
    <View id="record-voice" className="voice" {...spoken("button", "录一段话", { disabled: isBusy })} onClick={press}>
      <Icon name="mic" />
      <View className="grow">
        <View>不想打字，就说一段话</View>
        <View className="soft small">点一下开始，最长 {limits.voiceSecondsMax} 秒</View>
      </View>
    </View>
  );
}

async function begin(): Promise<Recording | null> {
  if (!(await haveConsent())) {
    tell("没有同意，就先不录音，写字也一样办");
    return null;
  }
  try {
    return await startRecording();
  } catch {
    // A missing or forbidden microphone is the person's business, not a fault; typing remains.
    tell("用不了话筒，请在设置里允许录音，或者写字");
    return null;
  }
}

function Running({ onStop }: { onStop: () => void }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((passed) => passed + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <View id="stop-voice" className="voice on" {...spoken("button", "说完了")} onClick={onStop}>
      <Icon name="stop" />
      <View className="grow">正在录 {saySeconds(seconds)}，说完点这里</View>
    </View>
  );
}

function KeptVoice({ voice, onRemove }: { voice: KeptFile; onRemove: () => void }) {
  const address = useKeptAddress(voice);
  const remove = (): void => {
    onRemove();
    void dropKept(voice);
  };
  return (
    <View className="inline">
      <View className="grow">
        <VoicePlayer address={address} seconds={voice.seconds} />
      </View>
      <View className="voice-remove" id="remove-voice" {...spoken("button", "去掉录音")} onClick={remove}>
        <Icon name="close" />
      </View>
    </View>
  );
}

export function VoicePlayer({ address, seconds }: { address: string; seconds: number }) {
  const { isPlaying, toggle } = usePlayer(address);
  return (
    <View id="play-voice" className={`voice${isPlaying ? " on" : ""}`} {...spoken("button", isPlaying ? "停" : "听录音")} onClick={toggle}>
      <Icon name={isPlaying ? "stop" : "play"} />
      <View className="grow">{isPlaying ? "正在放…" : `听录音 ${saySeconds(seconds)}`}</View>
    </View>
  );
}

function usePlayer(address: string): { isPlaying: boolean; toggle: () => void } {
  const [isPlaying, setPlaying] = useState(false);
  const player = useRef<Taro.InnerAudioContext | null>(null);
  useEffect(() => () => player.current?.destroy(), []);
  const toggle = (): void => {
    if (isPlaying) {
      player.current?.stop();
      return;
    }
    player.current?.destroy();
    const created = Taro.createInnerAudioContext();
    player.current = created;
    created.src = address;
    created.onEnded(() => setPlaying(false));
    created.onStop(() => setPlaying(false));
    created.onError(() => {
      setPlaying(false);
      tell("这段录音放不出来");
    });
    setPlaying(true);
    created.play();
  };
  return { isPlaying, toggle };
}
