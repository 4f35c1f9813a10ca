import { View } from "@tarojs/components";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { spoken } from "./spoken.ts";

interface SheetProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  readonly closeLabel?: string;
  readonly id?: string;
}

/** Slides over the page from below. It closes by its button only: a stray tap must not lose what was typed. */
export function Sheet({ title, children, onClose, closeLabel = "关闭", id }: SheetProps) {
  return (
    <View className="veil" {...(id ? { id } : {})}>
      <View className="sheet" {...spoken("dialog", title)}>
        <View className="sheet-title">{title}</View>
        {children}
        <Button label={closeLabel} kind="plain" onPress={onClose} />
      </View>
    </View>
  );
}
