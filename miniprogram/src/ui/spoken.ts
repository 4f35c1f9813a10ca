import { isWeapp } from "../base/platform.ts";

/** What a screen reader hears of something that is only drawn. The two platforms spell it differently. */
export function spoken(role: string, label?: string, states: { checked?: boolean; disabled?: boolean } = {}): Record<string, string> {
  const said: Record<string, string> = {};
  const say = (name: string, value: string | boolean | undefined): void => {
    if (value !== undefined) {
      said[isWeapp ? weappName(name) : browserName(name)] = String(value);
    }
  };
  say("role", role);
  say("label", label);
  say("checked", states.checked);
  say("disabled", states.disabled);
  return said;
}

const weappName = (name: string): string => `aria${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const browserName = (name: string): string => (name === "role" ? "role" : `aria-${name}`);
