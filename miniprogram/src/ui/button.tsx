import { View } from "@tarojs/components";
import { useRef, useState } from "react";
import { Icon, type IconName } from "./icon.tsx";
import { spoken } from "./spoken.ts";
import { hush, tellFailure } from "./toast.tsx";

interface ButtonProps {
  readonly label: string;
  readonly onPress: () => unknown;
  /** One main button on a screen. */
  readonly kind?: "main" | "quiet" | "danger" | "plain";
  readonly busyLabel?: string;
  readonly isOff?: boolean;
  readonly icon?: IconName;
  readonly id?: string;
  readonly beside?: boolean;
}

/** Cannot be pressed again until what it started has been answered; a refusal is told in its own words. */
export function Button({ label, onPress, kind = "quiet", busyLabel, isOff = false, icon, id, beside = false }: ButtonProps) {
  const { isBusy, press } = usePress(onPress);
  const off = isOff || isBusy;
  const said = isBusy ? (busyLabel ?? "请稍等…") : label;
  return (
    <View
      className={`button button-${kind}${off ? " off" : ""}${beside ? " beside" : ""}`}
      hoverClass={off ? "none" : "pressed"}
      {...(id ? { id } : {})}
      {...spoken("button", said, { disabled: off })}
      onClick={() => !isOff && press()}
    >
      {icon && (
        <View className="button-icon inline">
          <Icon name={icon} />
        </View>
      )}
      {said}
    </View>
  );
}

/** For anything tappable that starts something: one at a time. */
export function usePress(onPress: () => unknown): { isBusy: boolean; press: () => void } {
  const [isBusy, setBusy] = useState(false);
  // Two taps may come before React draws once; state alone would let the second through.
  const running = useRef(false);
  const press = (): void => {
    if (running.current) {
      return;
    }
    hush();
    const started = attempt(onPress);
    if (started === null) {
      return;
    }
    running.current = true;
    setBusy(true);
    started.catch(tellFailure).finally(() => {
      running.current = false;
      setBusy(false);
    });
  };
  return { isBusy, press };
}

/** Runs at once, inside the tap: WeChat opens some dialogs from nowhere else. Null when there is nothing to wait for. */
function attempt(onPress: () => unknown): Promise<unknown> | null {
  try {
    const started = onPress();
    return started instanceof Promise ? started : null;
  } catch (error) {
    return Promise.reject(error);
  }
}
