import Taro from "@tarojs/taro";
import { isWeapp } from "./platform.ts";

/** A spot on the map with the system its numbers are in; the two systems differ by hundreds of metres. */
export interface Spot {
  readonly lng: number;
  readonly lat: number;
  readonly system: "gcj02" | "wgs84";
  /** What WeChat's map calls it; empty where only the phone's own position is known. */
  readonly name: string;
}

/** Null when the person closes the map; rejects when the phone does not allow it. */
export async function chooseSpot(): Promise<Spot | null> {
  return isWeapp ? chooseByWechat() : locateByBrowser();
}

async function chooseByWechat(): Promise<Spot | null> {
  const chosen = await Taro.chooseLocation({}).catch((reason: { errMsg?: string }) => {
    if (reason.errMsg?.includes("cancel")) {
      return null;
    }
    throw new Error(reason.errMsg);
  });
  return chosen && { lng: chosen.longitude, lat: chosen.latitude, system: "gcj02", name: chosen.name };
}

function locateByBrowser(): Promise<Spot> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lng: coords.longitude, lat: coords.latitude, system: "wgs84", name: "" }),
      (reason) => reject(new Error(reason.message)),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  });
}
