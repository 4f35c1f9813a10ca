import { readFileSync } from "node:fs";
import { join } from "node:path";
import { demoValues } from "./demo-secrets.ts";
import { brokenRules, type Given, type SettingFault } from "./setting-rules.ts";
import { isSecret, settingsSchema, type ParsedSettings } from "./setting-schema.ts";

export type Settings = ReturnType<typeof shapeSettings>;
export type Environment = Readonly<Record<string, string | undefined>>;

/** Every fault of the settings at once. It names settings and never their values. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly faults: readonly SettingFault[];

  constructor(faults: readonly SettingFault[]) {
    super(`These settings cannot be used:\n${faults.map(({ setting, message }) => `  ${setting} ${message}`).join("\n")}`);
    this.faults = faults;
  }
}

/** Reads and checks the whole configuration of a process. A secret may come by `NAME_FILE` instead of `NAME`. */
export function readSettings(env: Environment): Settings {
  const { given, faults } = collect(env);
  const filled = given.MODE === "production" ? given : { ...demoValues, ...given };
  const parsed = settingsSchema.safeParse(filled);

  const spoken = new Set(faults.map((fault) => fault.setting));
  const wrong = (parsed.error?.issues ?? []).map((issue) => ({ setting: String(issue.path[0]), message: issue.message }));
  const all = [...faults, ...[...wrong, ...brokenRules(given)].filter((fault) => !spoken.has(fault.setting))];
  if (!parsed.success || all.length > 0) {
    throw new SettingsError(all);
  }
  return shapeSettings(parsed.data);
}

function collect(env: Environment): { given: Given; faults: SettingFault[] } {
  const given: Record<string, string> = {};
  const faults: SettingFault[] = [];
  for (const name of Object.keys(settingsSchema.shape)) {
    // An empty text is a gap: compose files pass `NAME=` for what is not set.
    const value = env[name] || undefined;
    const file = env[`${name}_FILE`] || undefined;
    if (file !== undefined && !isSecret(name)) {
      faults.push({ setting: name, message: `is not a secret and cannot come by ${name}_FILE` });
    } else if (file !== undefined && value !== undefined) {
      faults.push({ setting: name, message: `is given twice, also by ${name}_FILE` });
    } else if (file !== undefined) {
      const secret = readSecret(file);
      if ("message" in secret) {
        faults.push({ setting: name, message: `${secret.message} (${name}_FILE)` });
      } else {
        given[name] = secret.value;
      }
    } else if (value !== undefined) {
      given[name] = value;
    }
  }
  return { given, faults };
}

function readSecret(file: string): { value: string } | { message: string } {
  try {
    const value = readFileSync(file, "utf8").trim();
    return value === "" ? { message: "comes by an empty file" } : { value };
  } catch (error) {
    // Not every way of failing is ours to judge, but every one of them means the secret is not there.
    return { message: `comes by a file that cannot be read: ${error instanceof Error && "code" in error ? String(error.code) : "unknown reason"}` };
  }
}

function shapeSettings(parsed: ParsedSettings) {
  const production = parsed.MODE === "production";
  return {
    mode: parsed.MODE,
    county: parsed.COUNTY,
    roles: parsed.ROLES,
    dataDir: parsed.DATA_DIR,
    backup: { keysDir: parsed.BACKUP_KEYS_DIR ?? join(parsed.DATA_DIR, "backup-keys") },
    logLevel: parsed.LOG_LEVEL,
    demoPeople: parsed.MODE === "demo" && parsed.DEMO_PEOPLE !== "false",
    web: {
      port: parsed.PORT,
      host: parsed.HOST,
      publicUrl: parsed.PUBLIC_URL ?? `http://localhost:${parsed.PORT}`,
      trustProxyHops: parsed.TRUST_PROXY,
    },
    database: shapeDatabase(parsed),
    redis: parsed.REDIS_URL === undefined ? null : { url: parsed.REDIS_URL },
    wechat: {
      baseUrl: parsed.WECHAT_BASE_URL,
      appId: parsed.WECHAT_APP_ID,
      appSecret: parsed.WECHAT_APP_SECRET,
      templates: parsed.WECHAT_TEMPLATES,
      miniprogramState: parsed.WECHAT_MINIPROGRAM_STATE ?? (production ? "formal" : "developer"),
    },
    sms: parsed.SMS_URL === undefined || parsed.SMS_SECRET === undefined ? null : { url: parsed.SMS_URL, secret: parsed.SMS_SECRET },
    sandbox: parsed.SANDBOX_URL === undefined ? null : { url: parsed.SANDBOX_URL },
    keys: { field: parsed.FIELD_KEYS, index: parsed.INDEX_KEY, token: parsed.TOKEN_KEY, fileUrl: parsed.FILE_URL_KEY },
    trail: { key: parsed.TRAIL_KEY, sm2Key: parsed.TRAIL_SM2_KEY ?? null },
    metrics: { token: parsed.METRICS_TOKEN ?? null },
  };
}

export type DatabaseSettings =
  | { readonly kind: "sqlite"; readonly file: string }
  | { readonly kind: "mysql"; readonly url: string; readonly migratorUrl: string; readonly poolMax: number };

function shapeDatabase(parsed: ParsedSettings): DatabaseSettings {
  return parsed.DATABASE_URL === undefined
    ? { kind: "sqlite", file: join(parsed.DATA_DIR, "cunqing.sqlite") }
    : { kind: "mysql", url: parsed.DATABASE_URL, migratorUrl: parsed.DATABASE_MIGRATOR_URL ?? parsed.DATABASE_URL, poolMax: parsed.DATABASE_POOL };
}
