import { useDidShow } from "@tarojs/taro";
import { useEffect, useState } from "react";

const stepMs = 60_000;

/** The present moment for words such as "today": it moves on every minute and whenever the page is seen again. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useDidShow(() => setNow(Date.now()));
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
