import { describe, expect, it } from "vitest";
import { placeOf, placesFor } from "./menu.tsx";

const labels = (permissions: Parameters<typeof placesFor>[0]): string[] => placesFor(permissions).flatMap(({ places }) => places.map((place) => place.label));

describe("the menu", () => {
  it("shows a person without permissions only what everybody may see", () => {
    expect(labels([])).toEqual(["区域", "我的账号"]);
  });

  it("shows a village handler the work and not the machine", () => {
    expect(labels(["case.read", "case.work"])).toEqual(["我的工作", "诉求", "区域", "我的账号"]);
  });

  it.each([
    ["/cases/abc", "/cases"],
    ["/roll-imports/x", "/roll-imports"],
    ["/", "/"],
  ])("a page at %s stands under %s", (pathname, place) => {
    expect(placeOf(pathname)).toBe(place);
  });
});
