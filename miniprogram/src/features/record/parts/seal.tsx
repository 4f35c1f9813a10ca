import { View } from "@tarojs/components";
import type { ReactNode } from "react";
import { Icon, type IconName } from "../../../ui/icon.tsx";

export type SealTone = "green" | "amber" | "late" | "blue";

const icons: Record<SealTone, IconName> = { green: "check", amber: "clock", late: "warning", blue: "stamp" };

/** The one sentence of a receipt, in the colour of how it stands. */
export function Seal({ tone, words, id, children }: { tone: SealTone; words: string; id: string; children?: ReactNode }) {
  return (
    <View className={`seal tone-${tone}`} id={id}>
      <Icon name={icons[tone]} />
      <View className="grow">
        <View className="seal-words">{words}</View>
        {children}
      </View>
    </View>
  );
}
