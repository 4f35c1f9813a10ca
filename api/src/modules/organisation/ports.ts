/** Where an uploaded roll waits while it is read; adapters/storage answers it. */
export interface RollStorage {
  /** Moves a temporary file in. */
  adopt(key: string, path: string): Promise<void>;
  /** A path of this machine to stream from. */
  pathOf(key: string): string;
  remove(key: string): Promise<void>;
}
