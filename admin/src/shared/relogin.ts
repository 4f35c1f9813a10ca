/** Knows when a session ran out under somebody's hands, and lets the calls it interrupted wait for the answer. */
export interface Relogin {
  /** Waits for the person; true when the interrupted call may be repeated. */
  readonly ask: () => Promise<boolean>;
  /** Settles all waiting calls. */
  readonly answer: (again: boolean) => void;
  /** Only a page with somebody signed in asks; before that, a 401 is simply the answer. */
  readonly arm: (armed: boolean) => void;
  readonly isOpen: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createRelogin(): Relogin {
  let armed = false;
  let waiting: ((again: boolean) => void)[] = [];
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) {
      listener();
    }
  };
  return {
    ask() {
      if (!armed) {
        return Promise.resolve(false);
      }
      return new Promise((resolve) => {
        waiting.push(resolve);
        tell();
      });
    },
    answer(again) {
      const interrupted = waiting;
      waiting = [];
      for (const resolve of interrupted) {
        resolve(again);
      }
      tell();
    },
    arm(next) {
      armed = next;
    },
    isOpen: () => waiting.length > 0,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
