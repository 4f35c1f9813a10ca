import { View } from "@tarojs/components";
import type { Cosigned } from "@cunqing/proof";
import { sayAgo } from "../../../base/time-words.ts";
import { trail } from "../../../base/trail.ts";

interface WitnessesProps {
  readonly seen: readonly Cosigned[];
  /** Of a head fetched just now, not of the one in the receipt. */
  readonly isFresh: boolean;
  readonly now: number;
}

/** Who outside the office keeps watch, and how far behind each one is. Only signatures that were checked here count. */
export function Witnesses({ seen, isFresh, now }: WitnessesProps) {
  return (
    <View className="card" id="witnesses">
      <View className="section-title first">见证人</View>
      <View className="soft small">{isFresh ? "刚才核对时，谁给最新的留痕签了字" : "谁给这份收条签了字。点“现在核对”看最新的"}</View>
      {trail.witnesses.map(({ name, isOutside }) => {
        const cosigned = seen.find((one) => one.name === name);
        return (
          <View key={name} className="across gap-top">
            <View className="grow">
              {name}
              {isOutside ? "" : "（本单位）"}
            </View>
            <View className={`tag ${cosigned ? "tone-green" : "tone-plain"}`}>{cosigned ? sayAgo(cosigned.atMs, now) : "还没签"}</View>
          </View>
        );
      })}
    </View>
  );
}
