// TanStack Query needs these two and nothing else from the DOM. A mini-program has neither on older phones.
type Listener = () => void;

class PlainAbortSignal {
  aborted = false;
  reason: unknown = undefined;
  onabort: Listener | null = null;
  #listeners: Listener[] = [];

  addEventListener(_type: "abort", listener: Listener): void {
    this.#listeners.push(listener);
  }

  removeEventListener(_type: "abort", listener: Listener): void {
    this.#listeners = this.#listeners.filter((known) => known !== listener);
  }

  throwIfAborted(): void {
    if (this.aborted) {
      throw this.reason;
    }
  }

  fire(reason: unknown): void {
    if (this.aborted) {
      return;
    }
    this.aborted = true;
    this.reason = reason ?? new Error("aborted");
    this.onabort?.();
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}

class PlainAbortController {
  readonly signal = new PlainAbortSignal();

  abort(reason?: unknown): void {
    this.signal.fire(reason);
  }
}

// Asked for by name: the bare identifiers would be rewritten by webpack to this very module.
const own = (name: string): unknown => (typeof globalThis === "undefined" ? undefined : Reflect.get(globalThis, name));

export const AbortController = own("AbortController") ?? PlainAbortController;
export const AbortSignal = own("AbortSignal") ?? PlainAbortSignal;
