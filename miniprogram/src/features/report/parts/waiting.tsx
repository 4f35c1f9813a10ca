import { View } from "@tarojs/components";
import { doorWords } from "../../../base/catalog.ts";
import { Icon } from "../../../ui/icon.tsx";
import type { Draft } from "../draft.ts";

/** Left the phone, not answered: it may have arrived. It cannot be changed now, or one report could become two. */
export function Waiting({ draft }: { draft: Draft }) {
  return (
    <View id="report-waiting">
      <View className="state">
        <Icon name="clock" size="large" />
        <View className="state-words">还没收到回音</View>
        <View>网络不通，可能已经送到了。内容都在手机里，点下面“再发一次”，不会重复。</View>
      </View>
      <View className="card">
        <View className="strong">{doorWords[draft.door].name}</View>
        <View className="wrap-text">{draft.text || "（没有写字）"}</View>
        <View className="soft small">
          {draft.village?.name} · {draft.photos.length} 张照片{draft.voice ? " · 一段录音" : ""}
        </View>
      </View>
    </View>
  );
}
