import { createHmac } from "node:crypto";
import { join } from "node:path";
import { loadCounty, type Settings } from "@cunqing/config";
import type { Redis } from "ioredis";
import { createMemoryKeyStore } from "../adapters/keys/memory-key-store.ts";
import { createRedisKeyStore, openRedis } from "../adapters/keys/redis-key-store.ts";
import { createSmsClient } from "../adapters/sms/sms-client.ts";
import { createDiskStorage } from "../adapters/storage/disk-storage.ts";
import { createWechatClient } from "../adapters/wechat/wechat-client.ts";
import { systemClock, type Clock } from "../kernel/clock.ts";
import { createBlindIndex } from "../kernel/crypto/blind-index.ts";
import { createFieldCipher } from "../kernel/crypto/field-cipher.ts";
import { createUrlSigner } from "../kernel/crypto/signed-url.ts";
import { openDatabase, type Database, type WriteWatcher } from "../kernel/database.ts";
import { createJournal } from "../kernel/journal/journal.ts";
import { createPromises } from "../kernel/journal/promise.ts";
import { createLog } from "../kernel/log.ts";
import { createPager } from "../kernel/page.ts";
import { areasById, type PlacedTable } from "../modules/organisation/index.ts";
import { createWithheld } from "../modules/privacy/index.ts";
import type { AppDeps } from "./compose.ts";
import { committedRows } from "./committed-rows.ts";
import { createFindMatter } from "./find-matter.ts";
import { createPeopleNames } from "./people-names.ts";
import { openRecordSigner } from "./record-signer.ts";

export interface OpenOverrides {
  readonly clock?: Clock;
  readonly watchWrites?: WriteWatcher;
}

export interface Opened {
  readonly deps: AppDeps;
  readonly redis: Redis | null;
  close(): Promise<void>;
}

const placedTables: readonly PlacedTable[] = [
  // Rights first: the staff of a merged area must reach what moves after them.
  { table: "appointments", key: "id" },
  { table: "cases", key: "id", villageColumn: "village_id" },
  { table: "case_facts", key: "case_id" },
  { table: "looks", key: "id" },
  { table: "withholdings", key: "id", villageColumn: "village_id" },
];

/** Opens everything a process leans on, from its settings. */
export async function openDeps(settings: Settings, overrides: OpenOverrides = {}): Promise<Opened> {
  const clock = overrides.clock ?? systemClock;
  const log = createLog(settings.logLevel);
  const db = openDatabase({
    url: settings.database.kind === "sqlite" ? settings.database.file : settings.database.url,
    ...(settings.database.kind === "mysql" ? { poolMax: settings.database.poolMax } : {}),
    ...(overrides.watchWrites ? { watchWrites: overrides.watchWrites } : {}),
  });
  const redis = settings.redis
    ? await openRedis({ url: settings.redis.url, onError: (code) => log.warn({ code }, "redis") })
    : null;
  const keys = redis ? createRedisKeyStore(redis, "cq:") : createMemoryKeyStore({ clock });
  const rows = committedRows(placedTables);
  const tokenKey = Buffer.from(settings.keys.token);
  const county = loadCounty(settings.county);
  const recordSigner = openRecordSigner(settings, county);
  const cipher = createFieldCipher(settings.keys.field.map(({ id, key }) => ({ id, key: Buffer.from(key) })));
  const deps: AppDeps = {
    db,
    clock,
    log,
    keys,
    tokenKey,
    county,
    recordSigner,
    withheld: createWithheld({ db, cipher, county }),
    journal: createJournal({ db, clock, areaPublicId: rememberAreas(db), committedRows: rows }),
    promises: createPromises({ db, tokenKey, origin: county.trail.origin, promiseSeconds: county.trail.promiseSeconds, signNote: recordSigner.signNote }),
    pager: createPager(createHmac("sha256", tokenKey).update("cursor").digest()),
    cipher,
    blindIndex: createBlindIndex(Buffer.from(settings.keys.index)),
    wechat: createWechatClient({
      baseUrl: settings.wechat.baseUrl,
      appId: settings.wechat.appId,
      secret: settings.wechat.appSecret,
      tokens: keys,
      miniprogramState: settings.wechat.miniprogramState,
    }),
    sms: settings.sms ? createSmsClient({ url: settings.sms.url, secret: settings.sms.secret, clock }) : null,
    templates: settings.wechat.templates,
    peopleNames: createPeopleNames(db),
    findMatter: createFindMatter(db),
    placedTables,
    committedRows: rows,
    storage: createDiskStorage(join(settings.dataDir, "files")),
    urls: createUrlSigner(Buffer.from(settings.keys.fileUrl)),
    publicUrl: settings.web.publicUrl,
    sandboxUrl: settings.sandbox?.url ?? null,
    mode: settings.mode,
  };
  return {
    deps,
    redis,
    async close() {
      await db.close();
      redis?.disconnect();
    },
  };
}

/** An area's public id never changes, so it is asked for once a process. */
function rememberAreas(db: Database): (areaId: number) => Promise<string> {
  const known = new Map<number, string>();
  return async (areaId) => {
    const remembered = known.get(areaId);
    if (remembered !== undefined) {
      return remembered;
    }
    const area = (await areasById(db, [areaId])).get(areaId);
    if (!area) {
      throw new Error("a journal entry names an area that does not exist");
    }
    known.set(areaId, area.publicId);
    return area.publicId;
  };
}
