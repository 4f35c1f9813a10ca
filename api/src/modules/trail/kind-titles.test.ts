import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadCounty } from "@cunqing/config";
import { presentDetails } from "./detail-words.ts";
import { shownFields } from "./details.policy.ts";
import { kindTitles, titleOf } from "./kind-titles.ts";

const source = join(import.meta.dirname, "../..");

/** Kinds with their fields, as the modules declare them to the journal, wherever they do. */
function declaredKinds(): Map<string, string[]> {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !file.includes(".test."));
  const kinds = new Map<string, string[]>();
  for (const file of files) {
    const text = readFileSync(join(source, file), "utf8");
    for (const [, body = ""] of text.matchAll(/^\s+interface JournalKinds \{\n([\s\S]*?)\n\s+\}/gm)) {
      for (const [, kind = "", fields = ""] of body.matchAll(/^\s+"([a-z_]+\.[a-z_]+)":([^;]+);/gm)) {
        kinds.set(kind, [...fields.matchAll(/"(\w+)"/g)].map(([, field = ""]) => field));
      }
    }
  }
  return kinds;
}

const declared = declaredKinds();

describe("the titles of kinds", () => {
  it("are there for every kind that any module declares, and for nothing else", () => {
    expect(declared.size).toBeGreaterThan(40);
    expect(Object.keys(kindTitles).sort()).toEqual([...declared.keys()].sort());
  });

  it("are Chinese, and different for every kind", () => {
    const titles = Object.values(kindTitles);
    expect(titles.filter((title) => !/^[\u4e00-\u9fff，]+$/.test(title))).toEqual([]);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it("let a kind without one be shown by its name", () => {
    expect(titleOf("comet.landed")).toBe("comet.landed");
  });
});

describe("the details that the viewer shows", () => {
  it("are fields that the kind really has", () => {
    const wrong = [...declared].flatMap(([kind, fields]) => shownFields(kind, true).filter(([field]) => !fields.includes(field)).map(([field]) => `${kind} ${field}`));
    expect(wrong).toEqual([]);
  });

  it.each<[string, string[]]>([
    ["case.submitted", ["door", "category"]],
    ["case.confirmed", ["grade", "tags", "isLate"]],
    ["case.disputed", ["grade", "tags", "isLate"]],
    ["case.finished", ["outcome"]],
    ["case.released", ["text"]],
    ["session.opened", ["via"]],
    ["staff.created", ["name"]],
    ["roll.import_started", []],
    ["comet.landed", []],
  ])("leave out a villager's words and all that nobody needs: %s", (kind, fields) => {
    expect(shownFields(kind, false).map(([field]) => field)).toEqual(fields);
  });

  it("hold a villager's words for those who may read private cases there", () => {
    const words = shownFields("case.submitted", true).map(([field]) => field);
    expect(words).toEqual(["door", "category", "text", "place"]);
  });

  it("are put in the county's words", () => {
    const details = { grade: "very_satisfied", tags: '["办得快","态度好"]', words: "谢谢", isLate: "1" };
    expect(presentDetails(loadCounty("longyou"), "case.confirmed", details, false)).toEqual([
      { field: "评价", value: "非常满意" },
      { field: "选的原因", value: "办得快、态度好" },
      { field: "过期才回复", value: "是" },
    ]);
    expect(presentDetails(loadCounty("longyou"), "case.submitted", { door: "report", category: "road" }, false)[1]?.value).not.toBe("road");
  });
});
