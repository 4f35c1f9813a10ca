import { View } from "@tarojs/components";
import { checkPromise } from "@cunqing/proof";
import { useMemo } from "react";
import { sayDate } from "../../../base/time-words.ts";
import { trail } from "../../../base/trail.ts";
import { useNow } from "../../../base/use-now.ts";
import { Seal } from "./seal.tsx";

/** A promise in a file proves that the service took something in; where it was registered it cannot know yet. */
export function LonePromise({ note }: { note: string }) {
  const now = useNow();
  const promise = useMemo(() => checkPromise(note, trail), [note]);
  return promise ? (
    <Seal id="promise-true" tone="blue" words={`凭证是真的：${sayDate(promise.atMs, now)} 收下`}>
      <View className="gap-top">说好 {promise.seconds} 秒内登记。登记了没有，要等收条才知道。</View>
    </Seal>
  ) : (
    <Seal id="promise-false" tone="late" words="凭证对不上签名，不能算数" />
  );
}
