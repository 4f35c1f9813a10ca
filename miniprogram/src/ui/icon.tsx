import { View } from "@tarojs/components";

export type IconName =
  | "home" | "report" | "services" | "mine" | "camera" | "mic" | "play" | "stop" | "close" | "plus" | "pin" | "check"
  | "clock" | "next" | "back" | "lock" | "people" | "bell" | "phone" | "search" | "shield" | "key" | "letters" | "warning"
  | "photo" | "list" | "idea" | "help" | "swap" | "out" | "inbox" | "work"
  | "stamp" | "eye" | "scan" | "save";

/** Takes the colour of the text around it. */
export function Icon({ name, size }: { name: IconName; size?: "small" | "large" }) {
  return <View className={`icon icon-${name}${size ? ` icon-${size}` : ""}`} />;
}
