import { View } from "@tarojs/components";
import { receiptWords, type QrReceipt } from "@cunqing/proof";
import { useQuery } from "@tanstack/react-query";
import { trail } from "../../../base/trail.ts";
import { useNow } from "../../../base/use-now.ts";
import { ListState } from "../../../ui/list-state.tsx";
import { checkQr, type QrOutcome } from "../check-now.ts";
import { service } from "../record-source.ts";
import { SameWords } from "./same-words.tsx";
import { Seal } from "./seal.tsx";
import { Witnesses } from "./witnesses.tsx";

/** The paper says which entry; the rest is fetched, and believed only where the keys on this phone agree. */
export function QrChecked({ qr }: { qr: QrReceipt }) {
  const asked = useQuery({
    queryKey: ["record", "qr", qr.origin, qr.position, qr.leaf.join()],
    queryFn: () => checkQr(qr, trail, service),
    staleTime: 0,
  });
  return <ListState of={asked}>{(outcome) => <Outcome of={outcome} qr={qr} />}</ListState>;
}

const plainWords: Record<Exclude<QrOutcome["kind"], "found">, { words: string; advice: string; tone: "late" | "amber" }> = {
  differs: { words: "对不上：留痕里这个位置不是这一条", advice: "收条可能是假的，也可能留痕被改过。请留好收条，拿到镇里的窗口问，或者打 12345。", tone: "late" },
  other_record: { words: "这不是本县的收条，这部手机核对不了", advice: "请用那个县的村情通核对。", tone: "amber" },
  not_sealed_yet: { words: "刚登记，签名还没出来", advice: "过一分钟再核对一次。", tone: "amber" },
};

function Outcome({ of, qr }: { of: QrOutcome; qr: QrReceipt }) {
  const now = useNow();
  if (of.kind !== "found") {
    const { words, advice, tone } = plainWords[of.kind];
    return (
      <Seal id={`qr-${of.kind}`} tone={tone} words={words}>
        <View className="gap-top">{advice}</View>
      </Seal>
    );
  }
  const { registered } = receiptWords(of.verdict, null, now);
  if (!of.verdict.isGood) {
    return <Seal id="qr-bad" tone="late" words={registered} />;
  }
  const { entry, witnesses } = of.verdict;
  return (
    <View>
      <Seal id="qr-good" tone={witnesses.length > 0 ? "green" : "blue"} words={registered}>
        <View className="gap-top">二维码上的这一条，和留痕里登记的一样。</View>
        {entry === null && <View>这件事不公开，看不出是谁、是什么事。</View>}
      </Seal>
      {qr.salt && entry && <SameWords salt={qr.salt} commitments={[...entry.fields.values()]} />}
      <Witnesses seen={witnesses} isFresh now={now} />
    </View>
  );
}
