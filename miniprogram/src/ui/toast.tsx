import { View } from "@tarojs/components";
import { wordsOfFailure } from "../base/failure.ts";
import { createStore, useStore } from "../base/store.ts";
import { spoken } from "./spoken.ts";

const words = createStore("");
let timer: ReturnType<typeof setTimeout> | undefined;

/** What was said of the last try is no longer true of the next. */
export function hush(): void {
  clearTimeout(timer);
  words.set("");
}

/** WeChat's own toast does not grow in the elder view; this one does, and stays longer for longer words. */
export function tell(said: string): void {
  clearTimeout(timer);
  words.set(said);
  timer = setTimeout(() => words.set(""), 1800 + said.length * 120);
}

export const tellFailure = (error: unknown): void => tell(wordsOfFailure(error));

export function Toast() {
  const said = useStore(words);
  return said === "" ? null : (
    <View className="toast" id="toast">
      <View className="toast-words" {...spoken("alert")}>
        {said}
      </View>
    </View>
  );
}
