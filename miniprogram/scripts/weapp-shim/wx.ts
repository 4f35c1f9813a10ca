import { networkApis, type Network } from "./wx-network.ts";
import { deviceApis, type Person } from "./wx-device.ts";

/** What the shim needs from the phone it plays: where things are kept, who holds it, what the network does. */
export interface Phone {
  /** WeChat's storage. It outlives a kill when the same map is handed to the next start. */
  readonly storage: Map<string, unknown>;
  /** A real folder, WeChat's USER_DATA_PATH. */
  readonly folder: string;
  readonly person: Person;
  readonly network: Network;
}

export interface Host {
  readonly phone: Phone;
  /** Rebuilds a value with the prototypes of the mini-program's own world. */
  readonly bring: (value: unknown) => unknown;
  readonly isAlive: () => boolean;
  /** True while a tap is being handled and before anything was waited for. */
  readonly isInTap: () => boolean;
  readonly navigate: (how: "push" | "replace" | "tab" | "back", url: string) => void;
  readonly notice: (what: string) => void;
}

export type Options = Record<string, unknown> & {
  success?: (answer: unknown) => void;
  fail?: (reason: unknown) => void;
  complete?: (answer: unknown) => void;
};

/** WeChat's calling convention: callbacks when given, else a promise; `errMsg` in both. */
export function answering(host: Host, api: string, act: (options: Options) => unknown) {
  return (options: Options = {}): unknown => {
    const outcome = Promise.resolve().then(() => act(options)).then(
      (answer) => ({ ok: true, value: host.bring({ errMsg: `${api}:ok`, ...(answer as object | undefined) }) }),
      (reason: unknown) => ({ ok: false, value: host.bring({ errMsg: `${api}:fail ${reason instanceof Error ? reason.message : String(reason)}` }) }),
    );
    if (options.success || options.fail || options.complete) {
      void outcome.then(({ ok, value }) => {
        if (host.isAlive()) {
          (ok ? options.success : options.fail)?.(value);
          options.complete?.(value);
        }
      });
      return undefined;
    }
    return outcome.then(({ ok, value }) => (ok ? value : Promise.reject(value)));
  };
}

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
    removeStorageSync: (key: string) => void storage.delete(key),
  };
}
