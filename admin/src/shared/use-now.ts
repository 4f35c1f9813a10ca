import { useSyncExternalStore } from "react";

const MINUTE = 60_000;

/** The present minute. A page left open all day must not go on saying "2 days left". */
export function useNow(): number {
  return useSyncExternalStore(subscribe, thisMinute);
}

function subscribe(listener: () => void): () => void {
  const timer = window.setInterval(listener, MINUTE / 4);
  return () => window.clearInterval(timer);
}

function thisMinute(): number {
  return Math.floor(Date.now() / MINUTE) * MINUTE;
}
