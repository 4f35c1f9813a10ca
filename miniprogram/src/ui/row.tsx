import { View } from "@tarojs/components";
import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";
import { spoken } from "./spoken.ts";
import { usePress } from "./button.tsx";

export function Rows({ children }: { children: ReactNode }) {
  return <View className="rows">{children}</View>;
}

interface RowProps {
  readonly words: string;
  readonly icon?: IconName;
  readonly hint?: string | undefined;
  readonly end?: ReactNode;
  readonly onPress?: () => unknown;
  readonly id?: string;
}

export function Row({ words, icon, hint, end, onPress, id }: RowProps) {
  const { press } = usePress(() => onPress?.());
  return (
    <View
      className="row"
      hoverClass={onPress ? "pressed" : "none"}
      {...(id ? { id } : {})}
      {...(onPress ? { ...spoken("button", words), onClick: press } : {})}
    >
      {icon && (
        <View className="row-icon inline">
          <Icon name={icon} />
        </View>
      )}
      <View className="grow">
        <View>{words}</View>
        {hint && <View className="soft small">{hint}</View>}
      </View>
      {end !== undefined && <View className="row-end">{end}</View>}
      {onPress && (
        <View className="row-next inline">
          <Icon name="next" size="small" />
        </View>
      )}
    </View>
  );
}
