/**
 * A WeChat mini-program runtime for Node, small enough to read: it loads a built dist/weapp, runs the app and its
 * pages, lets wx.request and wx.uploadFile reach a real server, and shows what the pages put on the screen.
 * It is our model of WeChat and proves nothing about real layout, dialogs or engines.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bound, Bundle, type Definition, type Method } from "./weapp-shim/bundle.ts";
import { findAll, hasClass, setAt, textOf, unfitForJson, type ShimNode } from "./weapp-shim/nodes.ts";
import type { Host, Phone } from "./weapp-shim/host.ts";
import { createWx } from "./weapp-shim/wx.ts";

export type { Phone } from "./weapp-shim/host.ts";

interface OpenPage {
  readonly route: string;
  readonly instance: Definition;
  readonly data: { root?: ShimNode };
}

const stackLimit = 10;

export function newPhone(origin: string, part: Partial<Phone["person"]> = {}): Phone {
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
      scans: "",
      chatFile: "",
      shared: [],
      ...part,
    },
    network: { isUp: true, loses: new Set(), origin, sent: [] },
  };
}

export class MiniProgram {
  readonly #bundle: Bundle;
  readonly #stack: OpenPage[] = [];
  #isInTap = false;
  /** wx APIs that were asked for and that the shim does not have. */
  readonly missing = new Set<string>();
  /** What the app wrote to the console as an error, and values that setData cannot carry. */
  readonly problems: string[] = [];
  readonly stats = { setDataCalls: 0, setDataBytes: 0 };

  constructor(distRoot: string, phone: Phone) {
    this.#bundle = new Bundle(distRoot, this.#globals(phone));
  }

  launch(url = "pages/home/index"): void {
    this.#bundle.loadApp();
    const options = this.#bundle.bring({ path: url, query: {}, scene: 1001, referrerInfo: {} });
    this.#run(this.#bundle.app, "onLaunch", options);
    this.#run(this.#bundle.app, "onShow", options);
    this.open(url);
  }

  open(url: string): void {
    this.#navigate("push", url);
  }

  /** The system ends the app: nothing of it runs any more, storage and files stay. */
  kill(): void {
    this.#bundle.end();
  }

  get route(): string {
    return this.#top().route;
  }

  /** The route with what it was opened with. */
  get address(): string {
    const { route, instance } = this.#top();
    return `${route}?${new URLSearchParams(instance["options"] as Record<string, string>).toString()}`;
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
    this.#run(this.#top().instance, "eh", this.#bundle.bring(event));
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
      bring: (value) => this.#bundle.bring(value),
      isAlive: () => this.#bundle.isAlive,
      isInTap: () => this.#isInTap,
      navigate: (how, url) => this.#navigate(how, url),
      notice: (what) => this.missing.add(what),
    };
    const speak = (...words: unknown[]): void => void this.problems.push(words.map(String).join(" "));
    return {
      wx: createWx(host),
      console: { log() {}, info() {}, debug() {}, group() {}, groupEnd() {}, warn() {}, error: speak },
      getCurrentPages: () => this.#stack.map(({ instance }) => instance),
    };
  }

  #navigate(how: "push" | "replace" | "tab" | "back", url: string): void {
    if (how === "back") {
      this.#close();
      this.#run(this.#top().instance, "onShow");
      return;
    }
    const [route = "", query = ""] = url.replace(/^\//, "").split("?");
    if (!this.#bundle.routes.has(route)) {
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
    const definition = this.#bundle.page(route);
    const data = JSON.parse(JSON.stringify(definition["data"] ?? {})) as Definition;
    const instance = Object.assign(bound(definition), { data, route, __route__: route, options: this.#bundle.bring(query) }) as Definition;
    instance["setData"] = (change: Definition, done?: () => void) => this.#setData(data, change, done);
    instance["selectComponent"] = () => null;
    this.#stack.push({ route, instance, data });
    this.#run(instance, "onLoad", instance["options"]);
    this.#run(instance, "onShow");
    setTimeout(() => this.#bundle.isAlive && this.#run(instance, "onReady"), 0);
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
    setTimeout(() => this.#bundle.isAlive && done?.(), 0);
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
}
