import { dueAfterDays, dueAfterWorkingDays, type Category, type ClockPreset, type CountyProfile, type Deadline } from "@cunqing/config";
import type { CaseMove } from "./case.state.ts";

/** The category of a code, or undefined when this county has none such. */
export function categoryOf(county: CountyProfile, code: string): Category | undefined {
  return county.categories.find((category) => category.code === code);
}

export function presetOf(county: CountyProfile, category: Category): ClockPreset {
  const preset = county.clocks.presets.find((candidate) => candidate.code === category.clock);
  if (!preset) {
    throw new Error(`the category ${category.code} names a clock that does not exist`);
  }
  return preset;
}

/** The whole-case clock: it starts at submission and never resets; its limit is fixed at acceptance by kind. */
export function wholeDeadline(county: CountyProfile, submittedAt: number, limitDays: number): Deadline {
  return dueAfterWorkingDays(submittedAt, limitDays, county.calendar);
}

/**
 * The stage clock after a step: so long until the next one is due. Once somebody has the case in hand, his
 * stage ends with the whole case, unless a dispute came after that end.
 */
export function stageDeadline(county: CountyProfile, preset: ClockPreset, move: CaseMove | "submit", at: number, whole: Deadline): Deadline {
  switch (move) {
    case "submit":
      return dueAfterWorkingDays(at, preset.acceptWorkingDays, county.calendar);
    case "accept":
      return dueAfterWorkingDays(at, preset.assignWorkingDays, county.calendar);
    case "finish":
      return dueAfterDays(at, county.unconfirmedAfterDays);
    case "dispute":
      return dueAfterWorkingDays(at, preset.wholeWorkingDays, county.calendar);
    default:
      return whole.dueMs > at ? whole : dueAfterWorkingDays(at, preset.wholeWorkingDays, county.calendar);
  }
}
