/**
 * A WeChat mini-program runtime for Node, small enough to read: it loads a built dist/weapp, runs the app and its
 * pages, lets wx.request and wx.uploadFile reach a real server, and shows what the pages put on the screen.
 * It is our model of WeChat and proves nothing about real layout, dialogs or engines.
 */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import vm from "node:vm";
import { findAll, hasClass, setAt, textOf, unfitForJson, type ShimNode } from "./weapp-shim/nodes.ts";
import { createWx, type Host, type Phone } from "./weapp-shim/wx.ts";

export type { Phone } from "./weapp-shim/wx.ts";

type Method = (...given: unknown[]) => unknown;
type Definition = Record<string, unknown>;
interface OpenPage {
  readonly route: string;
  readonly instance: Definition;
  readonly data: { root?: ShimNode };
}

/** WeChat gives page code these names as empty parameters, so nothing of a browser can be relied on. */
const shadowed = [
  "window", "document", "frames", "self", "location", "navigator", "localStorage", "history", "Caches", "screen", "alert",
  "confirm", "prompt", "fetch", "XMLHttpRequest", "WebSocket", "webkit", "WeixinJSCore", "Reporter", "print", "URL", "DOMParser",
];
const stackLimit = 10;

export function newPhone(part: Partial<Phone["person"]> = {}): Phone {
  return {
    storage: new Map(),
    folder: mkdtempSync(join(tmpdir(), "weapp-phone-")),
    person: {
      login: () => "no-code",
      photos: [],
      voice: "",
      spot: null,
      subscribes: "accept",
      fontSizeSetting: 16,
      hasConsented: false,
      dialled: [],
      ...part,
    },
    network: { state: "up", sent: [] },
  };
}

export class MiniProgram {
  readonly #root: string;
  readonly #context: vm.Context;
  readonly #modules = new Map<string, { exports: unknown }>();
  readonly #pages = new Map<string, Definition>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #stack: OpenPage[] = [];
  readonly #routes: ReadonlySet<string>;
  #app: Definition = {};
  #loading = "";
  #isAlive = true;
  #isInTap = false;
  /** wx APIs that were asked for and that the shim does not have. */
  readonly missing = new Set<string>();
  /** What the app wrote to the console as an error, and values that setData cannot carry. */
  readonly problems: string[] = [];
  readonly stats = { setDataCalls: 0, setDataBytes: 0 };

  constructor(distRoot: string, phone: Phone) {
    this.#root = resolve(distRoot);
    const manifest = JSON.parse(readFileSync(join(this.#root, "app.json"), "utf8")) as Manifest;
    this.#routes = new Set(routesOf(manifest));
    this.#context = vm.createContext(this.#globals(phone));
    for (const name of ["WebAssembly", "SharedArrayBuffer", "Atomics"]) {
      vm.runInContext(`delete globalThis.${name}`, this.#context);
    }
  }

  launch(url = "pages/home/index"): void {
    this.#require(join(this.#root, "app"));
    const options = this.#bring({ path: url, query: {}, scene: 1001, referrerInfo: {} });
    this.#run(this.#app, "onLaunch", options);
    this.#run(this.#app, "onShow", options);
    this.open(url);
  }

  open(url: string): void {
    this.#navigate("push", url);
  }

  /** The system ends the app: nothing of it runs any more, storage and files stay. */
  kill(): void {
    this.#isAlive = false;
    this.#timers.forEach(clearTimeout);
  }

  get route(): string {
    return this.#top().route;
  }

  tree(): ShimNode {
    return this.#top().data.root ?? { sid: "" };
  }

  find(id: string): ShimNode | undefined {
    return findAll(this.tree(), (node) => node.uid === id)[0];
  }

  byClass(name: string): ShimNode[] {
    return findAll(this.tree(), (node) => hasClass(node, name));
  }

  byIdStart(start: string): ShimNode[] {
    return findAll(this.tree(), (node) => (node.uid ?? "").startsWith(start));
  }

  text(node: ShimNode = this.tree()): string {
    return textOf(node);
  }

  /** Waits for the element and taps it. */
  async tap(id: string): Promise<void> {
    this.fire(await this.until(() => this.find(id), `#${id}`), "tap");
  }

  async type(id: string, value: string): Promise<void> {
    this.fire(await this.until(() => this.find(id), `#${id}`), "input", { value, cursor: value.length });
  }

  fire(node: ShimNode, type: string, detail: object = {}): void {
    const target = { id: node.uid ?? node.sid, dataset: { sid: node.sid }, offsetLeft: 0, offsetTop: 0 };
    const event = { type, timeStamp: Date.now(), target, currentTarget: target, mark: {}, detail, touches: [], changedTouches: [] };
    this.#isInTap = type === "tap";
    this.#run(this.#top().instance, "eh", this.#bring(event));
    this.#isInTap = false;
  }

  reachBottom(): void {
    this.#run(this.#top().instance, "onReachBottom");
  }

  pullDown(): void {
    this.#run(this.#top().instance, "onPullDownRefresh");
  }

  async until<T>(look: () => T | undefined | null | false, what: string, timeoutMs = 8000): Promise<T> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const found = look();
      if (found) {
        return found;
      }
      if (Date.now() > end) {
        throw new Error(`waited in vain for ${what} on ${this.route}; it reads: ${this.text().slice(0, 400)}; problems: ${this.problems.slice(-3).join(" | ")}`);
      }
      await new Promise((go) => setTimeout(go, 10));
    }
  }

  #globals(phone: Phone): Record<string, unknown> {
    const host: Host = {
      phone,
      bring: (value) => this.#bring(value),
      isAlive: () => this.#isAlive,
      isInTap: () => this.#isInTap,
      navigate: (how, url) => this.#navigate(how, url),
      notice: (what) => this.missing.add(what),
    };
    const speak = (...words: unknown[]): void => void this.problems.push(words.map(String).join(" "));
    const timed = (start: typeof setTimeout | typeof setInterval) => (act: () => void, ms?: number) => {
      const timer = start(() => this.#isAlive && act(), ms);
      this.#timers.add(timer);
      return timer;
    };
    return {
      wx: createWx(host),
      console: { log() {}, info() {}, debug() {}, group() {}, groupEnd() {}, warn() {}, error: speak },
      setTimeout: timed(setTimeout),
      setInterval: timed(setInterval),
      clearTimeout,
      clearInterval: clearTimeout,
      getApp: () => this.#app,
      getCurrentPages: () => this.#stack.map(({ instance }) => instance),
      App: (definition: Definition) => (this.#app = bound(definition)),
      Page: (definition: Definition) => this.#pages.set(this.#loading, definition),
      Component() {},
      Behavior: (definition: Definition) => definition,
      global: {},
      __wxConfig: {},
    };
  }

  #navigate(how: "push" | "replace" | "tab" | "back", url: string): void {
    if (how === "back") {
      this.#close();
      this.#run(this.#top().instance, "onShow");
      return;
    }
    const [route = "", query = ""] = url.replace(/^\//, "").split("?");
    if (!this.#routes.has(route)) {
      throw new Error(`page "${route}" is not found`);
    }
    if (how === "push" && this.#stack.length >= stackLimit) {
      throw new Error("webview count limit exceed");
    }
    const top = this.#stack.at(-1);
    if (how === "push" && top) {
      this.#run(top.instance, "onHide");
    } else {
      const closed = how === "tab" ? this.#stack.length : Math.min(1, this.#stack.length);
      for (let count = 0; count < closed; count += 1) {
        this.#close();
      }
    }
    this.#show(route, Object.fromEntries(new URLSearchParams(query)));
  }

  #show(route: string, query: Record<string, string>): void {
    this.#require(join(this.#root, route));
    const definition = this.#pages.get(route);
    if (!definition) {
      throw new Error(`${route} did not register itself as a page`);
    }
    const data = JSON.parse(JSON.stringify(definition["data"] ?? {})) as Definition;
    const instance: Definition = { ...bound(definition), data, route, __route__: route, options: this.#bring(query) };
    instance["setData"] = (change: Definition, done?: () => void) => this.#setData(data, change, done);
    instance["selectComponent"] = () => null;
    this.#stack.push({ route, instance, data });
    this.#run(instance, "onLoad", instance["options"]);
    this.#run(instance, "onShow");
    setTimeout(() => this.#isAlive && this.#run(instance, "onReady"), 0);
  }

  #close(): void {
    const closed = this.#stack.pop();
    if (closed) {
      this.#run(closed.instance, "onUnload");
    }
  }

  #setData(data: Definition, change: Definition, done?: () => void): void {
    this.stats.setDataCalls += 1;
    this.stats.setDataBytes += JSON.stringify(change).length;
    for (const [path, value] of Object.entries(change)) {
      this.problems.push(...unfitForJson(value, path));
      setAt(data, path, JSON.parse(JSON.stringify(value ?? null)));
    }
    setTimeout(() => this.#isAlive && done?.(), 0);
  }

  #require(path: string): unknown {
    const file = path.endsWith(".js") ? path : `${path}.js`;
    const known = this.#modules.get(file);
    if (known) {
      return known.exports;
    }
    const module = { exports: {} };
    this.#modules.set(file, module);
    const before = this.#loading;
    this.#loading = relative(this.#root, file).replace(/\.js$/, "");
    const source = `(function(require,module,exports,${shadowed.join(",")}){${readFileSync(file, "utf8")}\n})`;
    const load = vm.runInContext(source, this.#context, { filename: file }) as Method;
    load((asked: string) => this.#require(resolve(dirname(file), asked)), module, module.exports);
    this.#loading = before;
    return module.exports;
  }

  #run(owner: Definition, name: string, ...given: unknown[]): void {
    const method = owner[name];
    if (typeof method === "function") {
      (method as Method).apply(owner, given);
    }
  }

  #top(): OpenPage {
    const top = this.#stack.at(-1);
    if (!top) {
      throw new Error("no page is open");
    }
    return top;
  }

  #bring(value: unknown): unknown {
    return value === undefined ? undefined : vm.runInContext(`(${JSON.stringify(value)})`, this.#context);
  }
}

interface Manifest {
  readonly pages: readonly string[];
  readonly subPackages?: readonly { root: string; pages: readonly string[] }[];
}

const routesOf = ({ pages, subPackages = [] }: Manifest): string[] => [
  ...pages,
  ...subPackages.flatMap(({ root, pages: inside }) => inside.map((page) => `${root.replace(/\/$/, "")}/${page}`)),
];

function bound(definition: Definition): Definition {
  const instance: Definition = {};
  for (const [name, value] of Object.entries(definition)) {
    instance[name] = typeof value === "function" ? (value as Method).bind(instance) : value;
  }
  return instance;
}
