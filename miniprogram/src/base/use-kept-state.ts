import { useMemo, useRef, useState } from "react";
import { kept } from "./kept.ts";

/** What a person typed, kept through a kill of the app until it was sent: call `clear` then. */
export function useKeptState<T extends object>(
  key: string,
  initial: T,
  isValid: (value: unknown) => value is T,
): { value: T; change: (part: Partial<T>) => void; clear: () => void } {
  const place = useMemo(() => kept(`typed.${key}`, isValid), [key, isValid]);
  const [value, setValue] = useState<T>(() => place.read() ?? initial);
  // Sending goes on while the person types; each must build on what the other wrote.
  const latest = useRef(value);
  return {
    value,
    change(part) {
      latest.current = { ...latest.current, ...part };
      place.write(latest.current);
      setValue(latest.current);
    },
    clear() {
      latest.current = initial;
      place.forget();
      setValue(initial);
    },
  };
}
