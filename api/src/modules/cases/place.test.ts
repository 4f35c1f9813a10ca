import { loadCounty } from "@cunqing/config";
import { describe, expect, it } from "vitest";
import { isInCounty, toStored } from "./place.ts";

describe("a point", () => {
  it("given in GCJ-02 is kept as it is", () => {
    expect(toStored({ lng: 119.17, lat: 29.03, system: "gcj02" })).toEqual({ lng: 119.17, lat: 29.03 });
  });

  // Tiananmen's well-known pair: 116.3912, 39.9075 (WGS-84) is drawn at 116.3974, 39.9089 (GCJ-02).
  it("given in WGS-84 is moved by the published transformation", () => {
    const stored = toStored({ lng: 116.3912, lat: 39.9075, system: "wgs84" });
    expect(stored.lng).toBeCloseTo(116.39744, 3);
    expect(stored.lat).toBeCloseTo(39.9089, 3);
  });

  it.each([
    ["龙游县城", 119.17, 29.03, true],
    ["溪口镇", 119.19, 28.87, true],
    ["杭州", 120.15, 30.28, false],
    ["the sea off Africa", 0, 0, false],
  ])("at %s is inside the county or not", (_, lng, lat, inside) => {
    expect(isInCounty({ lng, lat }, loadCounty("longyou"))).toBe(inside);
  });
});
