import * as z from "zod";
import { jsonStrings, readFieldKeys } from "./setting-values.ts";

/** What the documentation says about a setting; `otherwise` words a default that depends on other settings. */
export type SettingNotes = { sentence: string; secret?: true; otherwise?: string };
export const settingNotes = z.registry<SettingNotes>();

export const modes = ["demo", "development", "production", "test"] as const;
export const processRoles = ["web", "worker", "clock"] as const;

const noDefault = "must be given: production has no default for it";
const demoOnly = "none in production, a well-known demo value elsewhere";

const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(", ")}` });

const wholeNumber = (from: number, to: number) => {
  const error = `must be a whole number from ${from} to ${to}`;
  return z.string().regex(/^\d{1,9}$/, { error }).transform(Number).pipe(z.number().min(from, { error }).max(to, { error }));
};

const webAddress = () =>
  z.url({ protocol: /^https?$/, hostname: /./, error: "must be an http:// or https:// address" }).transform((url) => url.replace(/\/+$/, ""));

const databaseAddress = () =>
  z.string().refine((url) => /^mysql:\/\/[^/]+\/[\w-]+(\?|$)/.test(url) && URL.canParse(url), { error: "must look like mysql://user:password@host:3306/name" });

const secretKey = () => z.string({ error: noDefault }).min(32, { error: "must have at least 32 characters" });

/** Every setting there is. The names are the environment's; `readSettings` gives them a shape. */
export const settingsSchema = z.object({
  MODE: oneOf(modes).default("development").register(settingNotes, {
    sentence: "What this process is for; only `demo` seeds invented people, and `production` accepts no well-known secret and no sandbox.",
  }),
  PORT: wholeNumber(0, 65_535).prefault("3000").register(settingNotes, {
    sentence: "TCP port of the web role; 0 takes any free one.",
  }),
  HOST: z.string().default("127.0.0.1").register(settingNotes, {
    sentence: "Address the web role listens on; `0.0.0.0` opens it to the network.",
  }),
  PUBLIC_URL: webAddress().refine((url) => new URL(url).pathname === "/", { error: "must not have a path" }).optional().register(settingNotes, {
    sentence: "Address under which people reach the site, without a path; cookies and links follow it, and production demands https.",
    otherwise: "http://localhost:PORT; none in production",
  }),
  DATA_DIR: z.string().default(".data").register(settingNotes, {
    sentence: "Folder of uploaded files, of the embedded database and of backups; nothing is written outside it, except to BACKUP_KEYS_DIR.",
  }),
  BACKUP_KEYS_DIR: z.string().optional().register(settingNotes, {
    sentence: "Folder of the key file that opens people's data in backups; only the newest is kept there, and it must not be copied to where the backups go.",
    otherwise: "backup-keys in DATA_DIR",
  }),
  COUNTY: z.string().regex(/^[a-z][a-z0-9-]*$/, { error: "must be the name of a folder in config/counties" }).default("longyou").register(settingNotes, {
    sentence: "County profile to load: the name of a folder in `config/counties`.",
  }),
  ROLES: z.string().transform((list) => [...new Set(list.split(",").map((role) => role.trim()))]).pipe(z.array(oneOf(processRoles)).min(1))
    .prefault("web,worker,clock").register(settingNotes, {
      sentence: "Which parts run in this process, comma-separated: `web` answers requests, `worker` reads the journal, `clock` starts scheduled work.",
    }),
  DEMO_PEOPLE: oneOf(["true", "false"]).optional().register(settingNotes, {
    sentence: "Whether invented villagers and staff with known log-ins are seeded; `true` is refused outside MODE=demo.",
    otherwise: "true in demo, false elsewhere",
  }),
  DATABASE_URL: databaseAddress().optional().register(settingNotes, {
    sentence: "MySQL or MariaDB that the application uses, as its own less privileged user.", secret: true, otherwise: "none: an SQLite file in DATA_DIR",
  }),
  DATABASE_MIGRATOR_URL: databaseAddress().optional().register(settingNotes, {
    sentence: "The same database as the user who may change tables and grants; only migrations use it.", secret: true, otherwise: "DATABASE_URL",
  }),
  DATABASE_POOL: wholeNumber(1, 500).prefault("10").register(settingNotes, {
    sentence: "How many connections one process opens to MySQL or MariaDB at most.",
  }),
  REDIS_URL: z.url({ protocol: /^rediss?$/, hostname: /./, error: "must look like redis://host:6379" }).optional().register(settingNotes, {
    sentence: "Redis shared by several processes for rate limits, hot pages and live updates.", secret: true, otherwise: "none: memory of this one process",
  }),
  WECHAT_BASE_URL: webAddress().prefault("https://api.weixin.qq.com").register(settingNotes, {
    sentence: "Where WeChat's server interface is called; the sandbox puts itself here outside production.",
  }),
  WECHAT_APP_ID: z.string({ error: noDefault }).regex(/^wx[0-9a-z]{16}$/, { error: "must be wx and 16 letters or digits" }).register(settingNotes, {
    sentence: "The mini-program's id at WeChat.", otherwise: demoOnly,
  }),
  WECHAT_APP_SECRET: z.string({ error: noDefault }).min(16, { error: "must have at least 16 characters" }).register(settingNotes, {
    sentence: "The mini-program's secret at WeChat.", secret: true, otherwise: demoOnly,
  }),
  WECHAT_TEMPLATES: z.string().transform(jsonStrings).pipe(z.record(z.string(), z.string().min(1))).prefault("{}").register(settingNotes, {
    sentence: "JSON object from our names of subscribe messages to WeChat's template ids; a message without one only reaches the inbox.",
    otherwise: "{}",
  }),
  WECHAT_MINIPROGRAM_STATE: oneOf(["developer", "trial", "formal"]).optional().register(settingNotes, {
    sentence: "Which edition of the mini-program a subscribe message opens.", otherwise: "formal in production, developer elsewhere",
  }),
  SMS_URL: webAddress().optional().register(settingNotes, {
    sentence: "Gateway that sends text messages; without it there is no log-in by SMS.", otherwise: "none",
  }),
  SMS_SECRET: z.string().min(16, { error: "must have at least 16 characters" }).optional().register(settingNotes, {
    sentence: "Secret that signs calls to the SMS gateway; needed with SMS_URL.", secret: true, otherwise: demoOnly,
  }),
  SANDBOX_URL: webAddress().optional().register(settingNotes, {
    sentence: "Address of the sandbox that plays WeChat and the SMS gateway; refused in production.", otherwise: "none",
  }),
  FIELD_KEYS: z.string({ error: noDefault }).transform(readFieldKeys).register(settingNotes, {
    sentence: "AES-256-GCM keys for identity numbers and phones at rest, as `keyId:base64` of 32 bytes, comma-separated or a JSON list or object; the first encrypts, the others only decrypt.",
    secret: true, otherwise: demoOnly,
  }),
  INDEX_KEY: secretKey().register(settingNotes, {
    sentence: "HMAC key of the blind indexes by which an encrypted field is found; changing it means re-indexing.", secret: true, otherwise: demoOnly,
  }),
  TOKEN_KEY: secretKey().register(settingNotes, {
    sentence: "HMAC key of CSRF tokens, cursors, follow-up codes, receipt tickets and resent forms; after a change a form sent before it is taken for a new one, its follow-up code is shown wrongly, and receipts not yet fetched cannot be fetched any more, so change it only when it has leaked.", secret: true, otherwise: demoOnly,
  }),
  FILE_URL_KEY: secretKey().register(settingNotes, {
    sentence: "Key that signs the short-lived addresses of files.", secret: true, otherwise: demoOnly,
  }),
  TRAIL_KEY: z.string({ error: noDefault }).regex(/^PRIVATE\+KEY\+[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/, { error: "must be an Ed25519 signer key as `npm run trail:key` prints it" }).register(settingNotes, {
    sentence: "Signs checkpoints and promises of the record; its public half must stand first in the county's `trail.json`.", secret: true, otherwise: demoOnly,
  }),
  TRAIL_SM2_KEY: z.string().regex(/^PRIVATE\+KEY\+[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/, { error: "must be an SM2 signer key as `npm run trail:key -- --sm2` prints it" }).optional().register(settingNotes, {
    sentence: "Puts an SM2 signature beside the Ed25519 one on every checkpoint.", secret: true, otherwise: "none",
  }),
  METRICS_TOKEN: z.string().min(16, { error: "must have at least 16 characters" }).optional().register(settingNotes, {
    sentence: "Bearer token that `/metrics` demands; without one it answers only callers on this machine.", secret: true, otherwise: "none",
  }),
  TRUST_PROXY: wholeNumber(0, 10).prefault("0").register(settingNotes, {
    sentence: "How many reverse proxies stand in front and may state the caller's address.",
  }),
  LOG_LEVEL: oneOf(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info").register(settingNotes, {
    sentence: "The least serious kind of log line that is written.",
  }),
});

export type SettingName = keyof typeof settingsSchema.shape;
export type ParsedSettings = z.output<typeof settingsSchema>;

export const isSecret = (name: string): boolean => notesOf(name)?.secret === true;
export const isSettingName = (name: string): name is SettingName => Object.hasOwn(settingsSchema.shape, name);

export function notesOf(name: string): SettingNotes | undefined {
  return isSettingName(name) ? settingNotes.get(settingsSchema.shape[name]) : undefined;
}
