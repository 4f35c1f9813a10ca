import type { CountyProfile } from "@cunqing/config";
import { shownFields, type DetailWords } from "./details.policy.ts";

/** The details of an entry that the caller may see, labelled and in words. */
export function presentDetails(county: CountyProfile, kind: string, details: Readonly<Record<string, string>>, seesWords: boolean) {
  return shownFields(kind, seesWords).flatMap(([field, { label, words }]) => {
    const value = details[field];
    return value === undefined || value === "" ? [] : [{ field: label, value: inWords(county, value, words) }];
  });
}

function inWords(county: CountyProfile, value: string, words: DetailWords | undefined): string {
  switch (words) {
    case undefined:
      return value;
    case "category":
      return nameIn(county.categories, value);
    case "door":
      return nameIn(county.words.doors, value);
    case "role":
      return nameIn(county.roles, value);
    case "grade":
      return nameIn(county.grades, value);
    case "decline_reason":
      return nameIn(county.declineReasons, value);
    case "list":
      return (JSON.parse(value) as string[]).join("、");
    case "yes":
      return "是";
    case "ground":
      return nameIn(county.privacy.withholdingGrounds, value);
    case "part":
    case "field":
    case "verdict":
      return fixedWords[words][value] ?? value;
  }
}

/** Codes that no county names otherwise. */
const fixedWords: Readonly<Record<"part" | "field" | "verdict", Readonly<Record<string, string>>>> = {
  part: { words: "文字", photo: "照片" },
  field: { identity: "证件号", phone: "电话" },
  verdict: { passed: "全部对得上", failed: "有对不上的", broken: "没有做完" },
};

const nameIn = (choices: readonly { readonly code: string; readonly name: string }[], code: string): string =>
  choices.find((choice) => choice.code === code)?.name ?? code;
