import { View } from "@tarojs/components";
import type { getClosingPlan as planEndpoint, ResultOf } from "@cunqing/contract";

export type Plan = ResultOf<typeof planEndpoint>["plan"];

/** What closing destroys, and what the law keeps and why, before anybody decides. */
export function ClosingPlan({ plan }: { plan: Plan }) {
  return (
    <View>
      <View className="card" id="closing-destroyed">
        <View className="section-title first">注销后删掉</View>
        {plan.destroyed.length === 0 && <View className="soft">没有要删的</View>}
        {plan.destroyed.map(({ what, count }) => (
          <View key={what} className="across gap-top">
            <View className="grow">{what}</View>
            <View className="soft gap-left">{count} 条</View>
          </View>
        ))}
      </View>
      {plan.kept.length > 0 && (
        <View className="card" id="closing-kept">
          <View className="section-title first">法律要求留着的</View>
          <View className="soft">留着也封起来，平时谁都看不到，只有法律写明的人能查。</View>
          {plan.kept.map(({ what, count, basis }) => (
            <View key={`${what}${basis ?? ""}`} className="gap-top">
              <View className="across">
                <View className="grow">{what}</View>
                <View className="soft gap-left">{count} 条</View>
              </View>
              {basis && <View className="soft small">{basis}</View>}
            </View>
          ))}
        </View>
      )}
    </View>
  );
}
