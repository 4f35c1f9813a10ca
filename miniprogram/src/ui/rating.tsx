import { View } from "@tarojs/components";
import type { getCase, ResultOf } from "@cunqing/contract";
import { useCatalog } from "../base/catalog.ts";
import { sayMoment } from "../base/time-words.ts";

type Given = NonNullable<ResultOf<typeof getCase>["rating"]>;

/** What the reporter said of it, in the reporter's own grades and words. */
export function Rating({ rating, now }: { rating: Given; now: number }) {
  const catalog = useCatalog();
  const grade = catalog.data?.grades.find(({ code }) => code === rating.grade)?.name;
  return (
    <View className="card" id="case-rating">
      <View className="section-title first">反映人说{grade ? `：${grade}` : ""}</View>
      {rating.tags.length > 0 && <View>{rating.tags.join("、")}</View>}
      {rating.words && <View className="wrap-text">{rating.words}</View>}
      <View className="soft small">
        {sayMoment(rating.at, now)}
        {rating.isLate ? " · 过了期限才说的" : ""}
      </View>
    </View>
  );
}
