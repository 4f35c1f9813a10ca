import { answering, type Host } from "./host.ts";
import { deviceApis } from "./wx-device.ts";
import { networkApis } from "./wx-network.ts";

export function createWx(host: Host): Record<string, unknown> {
  const known: Record<string, unknown> = { ...networkApis(host), ...deviceApis(host), ...navigationApis(host), ...storageApis(host) };
  known["canIUse"] = (name: string) => name.split(".")[0] !== undefined && (name.split(".")[0] ?? "") in known;
  // A missing API is `undefined` in WeChat too; the shim writes it down, so that a test can look.
  const probes = new Set(["webpackJsonp", "cloud", "then"]);
  return new Proxy(known, {
    get(target, name) {
      if (typeof name === "string" && !(name in target) && !probes.has(name)) {
        host.notice(name);
      }
      return Reflect.get(target, name);
    },
  });
}

function navigationApis(host: Host): Record<string, unknown> {
  const navigation = (api: string, how: "push" | "replace" | "tab" | "back") =>
    answering(host, api, ({ url }) => host.navigate(how, String(url ?? "")));
  return {
    navigateTo: navigation("navigateTo", "push"),
    redirectTo: navigation("redirectTo", "replace"),
    switchTab: navigation("switchTab", "tab"),
    reLaunch: navigation("reLaunch", "tab"),
    navigateBack: navigation("navigateBack", "back"),
  };
}

function storageApis(host: Host): Record<string, unknown> {
  const { storage } = host.phone;
  return {
    getStorageSync: (key: string) => (storage.has(key) ? host.bring(storage.get(key)) : ""),
    setStorageSync: (key: string, value: unknown) => void storage.set(key, JSON.parse(JSON.stringify(value))),
    getStorageInfoSync: () => host.bring({ keys: [...storage.keys()], currentSize: 1, limitSize: 10_240 }),
    removeStorageSync: (key: string) => void storage.delete(key),
  };
}
