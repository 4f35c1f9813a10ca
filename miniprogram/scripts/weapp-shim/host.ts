/** What a person does in WeChat's own dialogs, and what is in the phone. */
export interface Person {
  /** The code of wx.login. */
  login: () => string | Promise<string>;
  /** Files that camera, album and microphone give. */
  photos: readonly string[];
  voice: string;
  spot: { name: string; latitude: number; longitude: number } | null;
  /** The answer to every subscribe message. */
  subscribes: "accept" | "reject";
  /** WeChat's text size. */
  fontSizeSetting: number;
  /** Becomes true when the person agrees to the privacy terms. */
  hasConsented: boolean;
  /** Numbers dialled. */
  readonly dialled: string[];
  /** What stands in the QR code before the camera; empty when the person closes the scanner. */
  scans: string;
  /** The file picked out of a chat. */
  chatFile: string;
  /** Files handed over to a chat. */
  readonly shared: { readonly path: string; readonly name: string }[];
}

export interface Network {
  isUp: boolean;
  /** The worst of weak networks: such a request arrives and its answer is lost. */
  readonly loses: Set<string>;
  /** Where the service really is; the bundle names the address it was built for. */
  origin: string;
  /** What went out, as `POST /api/cases`. */
  readonly sent: { readonly what: string; readonly hasToken: boolean }[];
}

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
