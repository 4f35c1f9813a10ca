import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import vm from "node:vm";

export type Method = (...given: unknown[]) => unknown;
export type Definition = Record<string, unknown>;

/** WeChat gives page code these names as empty parameters, so nothing of a browser can be relied on. */
const shadowed = [
  "window", "document", "frames", "self", "location", "navigator", "localStorage", "history", "Caches", "screen", "alert",
  "confirm", "prompt", "fetch", "XMLHttpRequest", "WebSocket", "webkit", "WeixinJSCore", "Reporter", "print", "URL", "DOMParser",
];

/** The built files in a JavaScript world of their own, as WeChat runs them. */
export class Bundle {
  readonly #root: string;
  readonly #context: vm.Context;
  readonly #modules = new Map<string, { exports: unknown }>();
  readonly #pages = new Map<string, Definition>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly routes: ReadonlySet<string>;
  #loading = "";
  #isAlive = true;
  app: Definition = {};

  constructor(distRoot: string, globals: Record<string, unknown>) {
    this.#root = resolve(distRoot);
    this.routes = new Set(routesOf(JSON.parse(readFileSync(join(this.#root, "app.json"), "utf8")) as Manifest));
    this.#context = vm.createContext({ ...globals, ...this.#registration(), ...this.#clockwork() });
    for (const name of ["WebAssembly", "SharedArrayBuffer", "Atomics"]) {
      vm.runInContext(`delete globalThis.${name}`, this.#context);
    }
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Nothing of it runs any more. */
  end(): void {
    this.#isAlive = false;
    this.#timers.forEach(clearTimeout);
  }

  /** Rebuilds a value with the prototypes of the bundle's own world. */
  bring(value: unknown): unknown {
    return value === undefined ? undefined : vm.runInContext(`(${JSON.stringify(value)})`, this.#context);
  }

  loadApp(): void {
    this.#require(join(this.#root, "app"));
  }

  page(route: string): Definition {
    this.#require(join(this.#root, route));
    const definition = this.#pages.get(route);
    if (!definition) {
      throw new Error(`${route} did not register itself as a page`);
    }
    return definition;
  }

  #registration(): Record<string, unknown> {
    return {
      App: (definition: Definition) => (this.app = bound(definition)),
      Page: (definition: Definition) => this.#pages.set(this.#loading, definition),
      Component() {},
      Behavior: (definition: Definition) => definition,
      getApp: () => this.app,
      global: {},
      __wxConfig: {},
    };
  }

  #clockwork(): Record<string, unknown> {
    const timed = (start: typeof setTimeout | typeof setInterval) => (act: () => void, ms?: number) => {
      const timer = start(() => this.#isAlive && act(), ms);
      this.#timers.add(timer);
      return timer;
    };
    return { setTimeout: timed(setTimeout), setInterval: timed(setInterval), clearTimeout, clearInterval: clearTimeout };
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
}

export function bound(definition: Definition): Definition {
  const instance: Definition = {};
  for (const [name, value] of Object.entries(definition)) {
    instance[name] = typeof value === "function" ? (value as Method).bind(instance) : value;
  }
  return instance;
}

export interface Manifest {
  readonly pages: readonly string[];
  readonly subPackages?: readonly { root: string; pages: readonly string[] }[];
}

const routesOf = ({ pages, subPackages = [] }: Manifest): string[] => [
  ...pages,
  ...subPackages.flatMap(({ root, pages: inside }) => inside.map((page) => `${root.replace(/\/$/, "")}/${page}`)),
];
