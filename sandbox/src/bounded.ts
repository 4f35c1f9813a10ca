// The sandbox may run for days beside a load test: whatever it remembers has an upper limit.

/** A map that forgets its oldest entry when it grows past `max`. Writing a key again makes it the newest. */
export class BoundedMap<V> extends Map<string, V> {
  readonly #max: number;

  constructor(max: number) {
    super();
    this.#max = max;
  }

  override set(key: string, value: V): this {
    this.delete(key);
    super.set(key, value);
    for (const oldest of this.keys()) {
      if (this.size <= this.#max) {
        break;
      }
      this.delete(oldest);
    }
    return this;
  }
}

/** Appends, and drops from the front what is past `max`. */
export function pushBounded<T>(list: T[], entry: T, max: number): void {
  list.push(entry);
  if (list.length > max) {
    list.splice(0, list.length - max);
  }
}
