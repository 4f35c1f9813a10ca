import { Image, View } from "@tarojs/components";
import type { caseSummary } from "@cunqing/contract";
import type * as z from "zod";
import { absolute } from "../base/call.ts";
import { sayMoment } from "../base/time-words.ts";
import { spoken } from "./spoken.ts";
import { ClockBadge, isRunning, StateTag } from "./tags.tsx";

export type CaseSummary = z.output<typeof caseSummary>;

interface CaseCardProps {
  readonly of: CaseSummary;
  readonly now: number;
  readonly onPress: () => unknown;
}

/** One case in a list: what, how far, how long still. */
export function CaseCard({ of, now, onPress }: CaseCardProps) {
  return (
    <View className="card case-card" id={`case-${of.id}`} hoverClass="pressed" {...spoken("button", of.category.name)} onClick={() => void onPress()}>
      <View className="case-head">
        {of.cover && <Image className="case-cover" mode="aspectFill" lazyLoad src={absolute(of.cover)} />}
        <View className="grow">
          <View className="strong">{of.category.name}</View>
          <View className="case-excerpt">{of.excerpt || wordless(of)}</View>
          <View className="soft small">
            {of.village.name} · {sayMoment(of.submittedAt, now)}
            {of.isPrivate ? " · 不公开" : ""}
          </View>
        </View>
      </View>
      <View className="case-tags">
        <StateTag state={of.state} />
        {isRunning(of.state) && <ClockBadge dueAt={of.dueAt} now={now} />}
      </View>
    </View>
  );
}

const wordless = (of: CaseSummary): string => (of.isReleased ? "有照片或录音" : "具体内容等村里核对后公开");
