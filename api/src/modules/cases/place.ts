import type { CountyProfile } from "@cunqing/config";
import type * as z from "zod";
import type { point } from "@cunqing/contract";

type Point = z.output<typeof point>;

/** Longitude and latitude in GCJ-02, the one system that we store and that maps in China draw in. */
export interface StoredPoint {
  readonly lng: number;
  readonly lat: number;
}

/** The point in GCJ-02, from whichever system the phone gave it in. */
export function toStored({ lng, lat, system }: Point): StoredPoint {
  if (system === "gcj02") {
    return { lng, lat };
  }
  const [east, north] = [lng - 105, lat - 35];
  const radians = (lat / 180) * Math.PI;
  const magic = 1 - eccentricity * Math.sin(radians) ** 2;
  const root = Math.sqrt(magic);
  const shiftLat = (latShift(east, north) * 180) / (((axis * (1 - eccentricity)) / (magic * root)) * Math.PI);
  const shiftLng = (lngShift(east, north) * 180) / ((axis / root) * Math.cos(radians) * Math.PI);
  return { lng: lng + shiftLng, lat: lat + shiftLat };
}

export function isInCounty({ lng, lat }: StoredPoint, { bounds }: CountyProfile): boolean {
  return lng >= bounds.west && lng <= bounds.east && lat >= bounds.south && lat <= bounds.north;
}

// The published transformation from WGS-84 to GCJ-02 on the Krasovsky ellipsoid; good to a few metres.
const axis = 6_378_245;
const eccentricity = 0.006_693_421_622_965_943;

const wave = (value: number, divisor: number): number => Math.sin((value / divisor) * Math.PI);

function common(east: number): number {
  return ((20 * Math.sin(6 * east * Math.PI) + 20 * Math.sin(2 * east * Math.PI)) * 2) / 3;
}

function latShift(east: number, north: number): number {
  const base = -100 + 2 * east + 3 * north + 0.2 * north ** 2 + 0.1 * east * north + 0.2 * Math.sqrt(Math.abs(east));
  return (
    base +
    common(east) +
    ((20 * Math.sin(north * Math.PI) + 40 * wave(north, 3)) * 2) / 3 +
    ((160 * wave(north, 12) + 320 * wave(north, 30)) * 2) / 3
  );
}

function lngShift(east: number, north: number): number {
  const base = 300 + east + 2 * north + 0.1 * east ** 2 + 0.1 * east * north + 0.1 * Math.sqrt(Math.abs(east));
  return (
    base +
    common(east) +
    ((20 * Math.sin(east * Math.PI) + 40 * wave(east, 3)) * 2) / 3 +
    ((150 * wave(east, 12) + 300 * wave(east, 30)) * 2) / 3
  );
}
