import { expect, test } from "vitest";
import { showFields } from "./receipt-fields.ts";

const county = { categories: [{ code: "road", name: "道路与堆物" }], grades: [{ code: "satisfied", name: "满意" }] };
const field = (name: string, value: string) => ({ field: name, value });

test("one's own words are shown first as one said them, codes in the county's words", () => {
  const shown = showFields([field("text", "弯道上有堆黄泥"), field("category", "road"), field("place", "老樟树往东")], county);
  expect(shown).toEqual([
    { label: "类别", words: "道路与堆物" },
    { label: "我的原话", words: "弯道上有堆黄泥" },
    { label: "地方", words: "老樟树往东" },
  ]);
});

test("of photos the record holds fingerprints, and that is what is said", () => {
  expect(showFields([field("photos", '["a1","b2"]')], county)).toEqual([{ label: "照片", words: "2 张（记的是照片的指纹）" }]);
});

test("a verdict is shown with its reasons", () => {
  expect(showFields([field("grade", "satisfied"), field("tags", '["快","干净"]'), field("words", "谢谢")], county).map(({ words }) => words)).toEqual([
    "满意",
    "快、干净",
    "谢谢",
  ]);
});

test("what no person said is not shown, and a code the county dropped is shown as it is", () => {
  expect(showFields([field("door", "report"), field("row", "…"), field("thumbnails", "[]"), field("category", "gone")], county)).toEqual([
    { label: "类别", words: "gone" },
  ]);
});
