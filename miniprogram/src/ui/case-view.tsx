import { View } from "@tarojs/components";
import type { getCase as getCaseEndpoint, ResultOf } from "@cunqing/contract";
import { absolute } from "../base/call.ts";
import { sayClock, sayLastDay, sayMoment } from "../base/time-words.ts";
import { useNow } from "../base/use-now.ts";
import { PhotoGrid } from "./photos.tsx";
import { Rating } from "./rating.tsx";
import { ClockBadge, isRunning, StateTag } from "./tags.tsx";
import { Timeline } from "./timeline.tsx";
import { VoicePlayer } from "./voice.tsx";

export type CaseDetail = ResultOf<typeof getCaseEndpoint>;

/** A case as anybody who may see it reads it: where it stands, what was said, what was done, what happened when. */
export function CaseView({ of }: { of: CaseDetail }) {
  const now = useNow();
  return (
    <View>
      <Standing of={of} now={now} />
      <Words of={of} now={now} />
      {of.outcome !== null && <Outcome of={of} />}
      {of.rating && <Rating rating={of.rating} now={now} />}
      <View className="section-title">经过</View>
      <View className="card">
        <Timeline entries={of.timeline} now={now} />
      </View>
    </View>
  );
}

function Standing({ of, now }: { of: CaseDetail; now: number }) {
  const stage = of.clocks.find(({ name }) => name === "stage");
  const whole = of.clocks.find(({ name }) => name === "whole");
  return (
    <View className="card" id="case-standing">
      <View className="case-tags first">
        <StateTag state={of.state} />
        {isRunning(of.state) && <ClockBadge dueAt={of.dueAt} now={now} />}
        {of.isPrivate && <View className="tag tone-plain">不公开</View>}
      </View>
      {isRunning(of.state) && (
        <View className="gap-top">
          {stage && <View>这一步：{sayClock(stage.dueAt, now).words}，{sayLastDay(stage.dueAt, now)}前</View>}
          {whole && (
            <View>
              整件事：{sayClock(whole.dueAt, now).words}，{sayLastDay(whole.dueAt, now)}前办好{whole.isProvisional ? "（节假日没定，可能会变）" : ""}
            </View>
          )}
        </View>
      )}
      {of.handler && <View className="soft gap-top">经办：{of.handler.name}</View>}
      {of.disputeCount > 0 && <View className="soft">反映人说过 {of.disputeCount} 次没办好</View>}
    </View>
  );
}

function Words({ of, now }: { of: CaseDetail; now: number }) {
  return (
    <View className="card">
      <View className="section-title first">{of.category.name}</View>
      <View className="wrap-text" id="case-text">
        {of.text || (of.isReleased || of.reporter.isMe ? "没有写字" : "具体内容等村里核对后公开")}
      </View>
      {of.voice && (
        <View className="gap-top">
          <VoicePlayer address={absolute(of.voice.url)} seconds={of.voice.seconds} />
        </View>
      )}
      {of.photos.length > 0 && (
        <View className="gap-top">
          <PhotoGrid photos={of.photos} />
        </View>
      )}
      <Withheld of={of} />
      <View className="soft small gap-top">
        {[of.village.name, of.place, sayMoment(of.submittedAt, now)].filter(Boolean).join(" · ")}
      </View>
      <View className="soft small">编号 {of.number}</View>
      <View className="soft small">反映人：{of.reporter.isMe ? "您本人" : of.reporter.name}</View>
    </View>
  );
}

const withheldWords = { words: "处文字", photo: "张照片" } as const;

/** A page that hides something says what and by which law; otherwise it would be an edit. */
function Withheld({ of }: { of: CaseDetail }) {
  return (
    <>
      {of.withheld.map(({ part, count, ground, source }) => (
        <View key={`${part}${ground}`} className="withheld">
          这里有 {count} {withheldWords[part]}依法不公开：{ground}
          {source && `（${source}）`}
        </View>
      ))}
    </>
  );
}

function Outcome({ of }: { of: CaseDetail }) {
  return (
    <View className="card" id="case-outcome">
      <View className="section-title first">办了什么</View>
      <View className="wrap-text">{of.outcome}</View>
      {of.afterPhotos.length > 0 && (
        <View className="gap-top">
          <PhotoGrid photos={of.afterPhotos} />
        </View>
      )}
    </View>
  );
}
