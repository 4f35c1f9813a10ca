import { View } from "@tarojs/components";
import type { getCase, ResultOf } from "@cunqing/contract";
import { sayMoment } from "../base/time-words.ts";

type Given = NonNullable<ResultOf<typeof getCase>["rating"]>;

export const gradeWords: Record<Given["grade"], string> = {
  very_satisfied: "很满意",
  satisfied: "满意",
  dissatisfied: "不满意",
  very_dissatisfied: "很不满意",
};

/** What the reporter said of it, in the reporter's own grades and words. */
export function Rating({ rating, now }: { rating: Given; now: number }) {
  return (
    <View className="card" id="case-rating">
      <View className="section-title first">反映人说：{gradeWords[rating.grade]}</View>
      {rating.tags.length > 0 && <View>{rating.tags.join("、")}</View>}
      {rating.words && <View className="wrap-text">{rating.words}</View>}
      <View className="soft small">
        {sayMoment(rating.at, now)}
        {rating.isLate ? " · 过了期限才说的" : ""}
      </View>
    </View>
  );
}
