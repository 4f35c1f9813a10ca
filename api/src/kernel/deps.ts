import type { CountyProfile } from "@cunqing/config";
import type { Clock } from "./clock.ts";
import type { BlindIndex } from "./crypto/blind-index.ts";
import type { FieldCipher } from "./crypto/field-cipher.ts";
import type { Database } from "./database.ts";
import type { Journal } from "./journal/journal.ts";
import type { Promises } from "./journal/promise.ts";
import type { KeyStore } from "./key-store.ts";
import type { Log } from "./log.ts";
import type { Pager } from "./page.ts";
import type { RecordSigner } from "./record-signer.ts";
import type { Withheld } from "./withheld.ts";

/** What every command and query may lean on. Modules add their own ports to it. */
export interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly promises: Promises;
  readonly recordSigner: RecordSigner;
  readonly pager: Pager;
  readonly keys: KeyStore;
  readonly cipher: FieldCipher;
  readonly blindIndex: BlindIndex;
  /** HMAC key of sessions, CSRF tokens, follow-up codes and idempotency. */
  readonly tokenKey: Buffer;
  readonly county: CountyProfile;
  readonly withheld: Withheld;
  readonly log: Log;
}
