import { View } from "@tarojs/components";
import type { ResultOf, getCase } from "@cunqing/contract";
import { sayMoment } from "../base/time-words.ts";
import { PhotoGrid } from "./photos.tsx";

type Entry = ResultOf<typeof getCase>["timeline"][number];

/** What happened, newest first: that is what one opens the page for. */
export function Timeline({ entries, now }: { entries: readonly Entry[]; now: number }) {
  const newestFirst = [...entries].sort((one, other) => other.at - one.at);
  return (
    <View className="timeline">
      {newestFirst.map((entry, index) => (
        <View key={entry.id} className={`timeline-entry${index === 0 ? " latest" : ""}`}>
          <View className="strong">{entry.title}</View>
          <View className="soft small">{[sayMoment(entry.at, now), entry.by].filter(Boolean).join(" · ")}</View>
          {entry.text && <View className="wrap-text">{entry.text}</View>}
          {entry.photos.length > 0 && <PhotoGrid photos={entry.photos} />}
        </View>
      ))}
    </View>
  );
}
