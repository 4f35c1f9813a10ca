import { isWeapp } from "../base/platform.ts";

/** What a screen reader hears of something that is only drawn. The two platforms spell it differently. */
export function spoken(role: string, label?: string, states: { checked?: boolean; disabled?: boolean } = {}): Record<string, string> {
  const said: Record<string, string> = { role };
  if (label !== undefined) {
    said["label"] = label;
  }
  if (states.checked !== undefined) {
    said["checked"] = String(states.checked);
  }
  if (states.disabled !== undefined) {
    said["disabled"] = String(states.disabled);
  }
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [isWeapp ? weappName(name) : browserName(name), value]));
}

const weappName = (name: string): string => `aria${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const browserName = (name: string): string => (name === "role" ? "role" : `aria-${name}`);
