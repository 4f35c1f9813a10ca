interface RunningDemo {
  readonly url: string;
  readonly sandboxUrl: string;
  /** What ended by itself since the start, in words. */
  lost(): readonly string[];
  stop(): Promise<void>;
}

export function startDemo(settings: { readonly dataDir: string }): Promise<RunningDemo>;
