/** What the county calls its categories and grades. */
export interface CountyWords {
  readonly categories: readonly { readonly code: string; readonly name: string }[];
  readonly grades: readonly { readonly code: string; readonly name: string }[];
}

export interface ShownField {
  readonly label: string;
  readonly words: string;
}

/** One's own words in the entry, as one said them. Of photos and voice the record holds the fingerprints only. */
export function showFields(fields: readonly { readonly field: string; readonly value: string }[], county: CountyWords): ShownField[] {
  return order
    .map(([name, show]) => ({ show, found: fields.find(({ field }) => field === name) }))
    .filter(({ found }) => found !== undefined && found.value !== "")
    .map(({ show, found }) => show(found?.value ?? "", county));
}

type Show = (value: string, county: CountyWords) => ShownField;

const order: readonly (readonly [string, Show])[] = [
  ["category", (value, { categories }) => ({ label: "类别", words: nameOf(categories, value) })],
  ["text", (value) => ({ label: "我的原话", words: value })],
  ["place", (value) => ({ label: "地方", words: value })],
  ["photos", (value) => ({ label: "照片", words: `${countOf(value)} 张（记的是照片的指纹）` })],
  ["voice", () => ({ label: "录音", words: "一段（记的是录音的指纹）" })],
  ["grade", (value, { grades }) => ({ label: "我的评价", words: nameOf(grades, value) })],
  ["tags", (value) => ({ label: "选的原因", words: listOf(value).join("、") })],
  ["words", (value) => ({ label: "我的话", words: value })],
];

const nameOf = (known: readonly { code: string; name: string }[], code: string): string => known.find((one) => one.code === code)?.name ?? code;

const countOf = (value: string): number => listOf(value).length;

function listOf(value: string): string[] {
  try {
    const told: unknown = JSON.parse(value);
    return Array.isArray(told) ? told.map(String) : [value];
  } catch {
    return [value];
  }
}
