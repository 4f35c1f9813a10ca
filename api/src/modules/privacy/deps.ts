import type { CopyOf, PersonalData } from "../../kernel/personal-data.ts";
import type { FilesDeps } from "../files/index.ts";

export type PrivacyDeps = FilesDeps;

/** What every module has said of the personal data it owns. */
export interface Registry {
  readonly personalData: readonly PersonalData[];
  readonly copies: readonly CopyOf[];
}
