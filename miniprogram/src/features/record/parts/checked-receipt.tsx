import { View } from "@tarojs/components";
import { momentWords, receiptWords, type Receipt } from "@cunqing/proof";
import { useMemo, useState } from "react";
import { Unreachable } from "../../../base/failure.ts";
import { trail } from "../../../base/trail.ts";
import { useNow } from "../../../base/use-now.ts";
import { Button } from "../../../ui/button.tsx";
import { tell } from "../../../ui/toast.tsx";
import { checkAlone, checkNow, type Checked } from "../check-now.ts";
import { service } from "../record-source.ts";
import { RegisteredFields } from "./registered-fields.tsx";
import { Seal } from "./seal.tsx";
import { TechnicalNumbers } from "./technical-numbers.tsx";
import { Witnesses } from "./witnesses.tsx";

interface CheckedReceiptProps {
  readonly receipt: Receipt;
  readonly onBetter?: (better: Receipt) => void;
}

/** Says exactly what was checked: first what the receipt proves by itself, then what the newest head proves. */
export function CheckedReceipt({ receipt, onBetter }: CheckedReceiptProps) {
  const now = useNow();
  const own = useMemo(() => checkAlone(receipt, trail), [receipt]);
  const [checked, setChecked] = useState<{ readonly of: Checked; readonly at: number } | null>(null);
  const { verdict, isAsPromised } = own;
  const words = receiptWords(verdict, checked?.of.standing ?? null, checked?.at ?? now);

  const check = async (): Promise<void> => {
    if (!verdict.isGood) {
      return;
    }
    try {
      const of = await checkNow(receipt, verdict, trail, service);
      setChecked({ of, at: Date.now() });
      if (of.better) {
        onBetter?.(of.better);
      }
    } catch (error) {
      if (!(error instanceof Unreachable)) {
        throw error;
      }
      tell("网络不通，查不了最新的。上面写的，没有网也算数");
    }
  };
  return (
    <View>
      <Seal id="receipt-registered" tone={!verdict.isGood ? "late" : verdict.witnesses.length > 0 ? "green" : "blue"} words={words.registered}>
        {!verdict.isGood && <View className="gap-top">{advice}</View>}
      </Seal>
      {isAsPromised === false && (
        <Seal id="receipt-not-promised" tone="late" words="登记的和当时答应登记的不是同一条">
          <View className="gap-top">{advice}</View>
        </Seal>
      )}
      {checked && words.standing !== null && <StandingSeal checked={checked.of} words={words.standing} now={checked.at} />}
      {verdict.isGood && (
        <View>
          <Button id="check-now" kind="main" icon="shield" label={checked ? "再核对一次" : "现在核对"} busyLabel="正在核对…" onPress={check} />
          <RegisteredFields fields={verdict.fields} isSealed={receipt.opening !== null} />
          <Witnesses seen={checked ? (checked.of.standing.isGood ? checked.of.standing.witnesses : []) : verdict.witnesses} isFresh={checked !== null} now={now} />
        </View>
      )}
      <TechnicalNumbers receipt={receipt} />
    </View>
  );
}

const advice = "收条请留好，拿到镇里的窗口问，或者打 12345。";

/** What could not be found out is no accusation; a contradiction is. */
const alarming: ReadonlySet<string> = new Set(["inconsistent", "epoch_unexplained", "lost_in_restore", "unsigned"]);

function StandingSeal({ checked, words, now }: { checked: Checked; words: string; now: number }) {
  const { standing } = checked;
  const tone = standing.isGood ? "green" : alarming.has(standing.fault) ? "late" : "amber";
  return (
    <Seal id="receipt-unchanged" tone={tone} words={words}>
      {standing.epochs.map((epoch) => (
        <View key={epoch.epoch} className="gap-top">
          {momentWords(epoch.atMs, now)}，留痕从备份恢复过一次，
          {epoch.lostSize === null ? "丢了多少条不清楚。" : `丢了 ${epoch.lostSize - epoch.baseSize} 条。`}
        </View>
      ))}
      {tone === "late" && <View className="gap-top">{advice}</View>}
    </Seal>
  );
}
