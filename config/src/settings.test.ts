import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoSecrets, demoValues } from "./demo-secrets.ts";
import { isLoopback } from "./setting-rules.ts";
import { isSecret, settingsSchema } from "./setting-schema.ts";
import { readSettings, SettingsError, type Environment } from "./settings.ts";

const base64Key = (fill: number): string => Buffer.alloc(32, fill).toString("base64");

const production: Environment = {
  MODE: "production",
  PUBLIC_URL: "https://cunqing.example.gov.cn/",
  DATABASE_URL: "mysql://app:app-password@db:3306/cunqing",
  DATABASE_MIGRATOR_URL: "mysql://migrator:migrator-password@db:3306/cunqing",
  REDIS_URL: "redis://:redis-password@cache:6379",
  WECHAT_APP_ID: "wx1234567890abcdef",
  WECHAT_APP_SECRET: "0123456789abcdef0123456789abcdef",
  SMS_URL: "https://sms.example.cn/send",
  SMS_SECRET: "an-sms-gateway-secret",
  FIELD_KEYS: `k2:${base64Key(2)},k1:${base64Key(1)}`,
  INDEX_KEY: "index-key-of-this-county-000000000001",
  TOKEN_KEY: "token-key-of-this-county-000000000002",
  FILE_URL_KEY: "file-key-of-this-county-0000000000003",
  TRAIL_KEY: "PRIVATE+KEY+cunqing.example.gov.cn/record+c4fbb308+AQcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH",
  TRAIL_SM2_KEY: "PRIVATE+KEY+cunqing.example.gov.cn/record+00000000+/w==",
  METRICS_TOKEN: "a-metrics-token-of-ours",
};

describe("a good environment", () => {
  it("is enough when it is empty: development on this machine, SQLite, no Redis, known secrets", () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      mode: "development", county: "longyou", roles: ["web", "worker", "clock"], dataDir: ".data", demoPeople: false, redis: null, sms: null, sandbox: null,
      web: { port: 3000, host: "127.0.0.1", publicUrl: "http://localhost:3000", trustProxyHops: 0 },
      database: { kind: "sqlite", file: join(".data", "cunqing.sqlite") },
      wechat: { baseUrl: "https://api.weixin.qq.com", templates: {}, miniprogramState: "developer" },
      keys: { index: demoValues.INDEX_KEY, field: [{ id: "demo" }] },
    });
    expect(settings.keys.field[0]?.key).toHaveLength(32);
  });

  it("starts production with secrets of its own", () => {
    const settings = readSettings(production);
    expect(settings).toMatchObject({
      mode: "production", demoPeople: false, web: { publicUrl: "https://cunqing.example.gov.cn" }, sms: { url: "https://sms.example.cn/send" },
      database: { kind: "mysql", url: production.DATABASE_URL, migratorUrl: production.DATABASE_MIGRATOR_URL, poolMax: 10 },
      wechat: { miniprogramState: "formal" },
    });
    expect(settings.keys.field.map((key) => key.id)).toEqual(["k2", "k1"]);
  });

  it("seeds people in demo and may be told not to", () => {
    expect(readSettings({ MODE: "demo" }).demoPeople).toBe(true);
    expect(readSettings({ MODE: "demo", DEMO_PEOPLE: "false" }).demoPeople).toBe(false);
  });

  it("migrates as the application's user when no other is named, and takes an empty text for a gap", () => {
    const settings = readSettings({ DATABASE_URL: "mysql://app:pw@db/cunqing", DATABASE_MIGRATOR_URL: "", PORT: "" });
    expect(settings.database).toMatchObject({ kind: "mysql", migratorUrl: "mysql://app:pw@db/cunqing" });
    expect(settings.web.port).toBe(3000);
  });

  it.each([
    ["comma list", `a1:${base64Key(7)}, b2:${base64Key(8)}`],
    ["JSON list", JSON.stringify([`a1:${base64Key(7)}`, `b2:${base64Key(8)}`])],
    ["JSON object", JSON.stringify({ a1: base64Key(7), b2: base64Key(8) })],
  ])("reads field keys as a %s, the first being the current one", (_form, text) => {
    const keys = readSettings({ FIELD_KEYS: text }).keys.field;
    expect(keys.map((key) => [key.id, key.key[0], key.key.length])).toEqual([["a1", 7, 32], ["b2", 8, 32]]);
  });
});

describe("faults", () => {
  it("are all told at once", () => {
    expect(faultsOf({ MODE: "live", PORT: "70000", LOG_LEVEL: "loud", TRUST_PROXY: "-1", ROLES: "web,cook", COUNTY: "../etc", WECHAT_TEMPLATES: "[1]" }).map(nameOf)).toEqual(
      ["MODE", "PORT", "COUNTY", "ROLES", "WECHAT_TEMPLATES", "TRUST_PROXY", "LOG_LEVEL"],
    );
  });

  it.each([
    ["PORT", "3000x"], ["PORT", "1e3"], ["PORT", "-1"], ["ROLES", ","], ["DATABASE_POOL", "0"], ["PUBLIC_URL", "ftp://a"], ["PUBLIC_URL", "https://a.cn/m"],
    ["DATABASE_URL", "postgres://u:p@h/n"], ["DATABASE_URL", "mysql://u:p@h/"], ["REDIS_URL", "http://h"], ["WECHAT_APP_ID", "app"],
    ["WECHAT_MINIPROGRAM_STATE", "beta"], ["SMS_URL", "sms"], ["FIELD_KEYS", "k1"], ["FIELD_KEYS", "k1:c2hvcnQ="], ["FIELD_KEYS", "{}"], ["FIELD_KEYS", "[1,"],
    ["FIELD_KEYS", `1:${base64Key(1)}`], ["FIELD_KEYS", `a:${base64Key(1)},a:${base64Key(2)}`], ["INDEX_KEY", "short"], ["DEMO_PEOPLE", "yes"],
  ])("%s=%s is refused and nothing else is blamed", (name, value) => {
    expect(faultsOf({ [name]: value }).map(nameOf)).toEqual([name]);
  });

  it("a migrator without a database is refused", () => {
    expect(faultsOf({ DATABASE_MIGRATOR_URL: "mysql://m:pw@db/cunqing" }).map(nameOf)).toEqual(["DATABASE_MIGRATOR_URL"]);
    expect(faultsOf({ ...production, DATABASE_MIGRATOR_URL: undefined }).map(nameOf)).toEqual(["DATABASE_MIGRATOR_URL"]);
    expect(faultsOf({ ...production, DATABASE_MIGRATOR_URL: production.DATABASE_URL }).map(nameOf)).toEqual(["DATABASE_MIGRATOR_URL"]);
  });

  it.each(Object.keys(settingsSchema.shape).filter(isSecret))("never repeat the value of %s", (name) => {
    for (const planted of ["PLANTED-secret:{value", "{PLANTED"]) {
      const error = errorOf({ MODE: "production", [name]: planted });
      expect(JSON.stringify(error.faults) + error.message + String(error.stack)).not.toContain("PLANTED");
    }
  });
});

describe("production refuses", () => {
  it("to start when any secret is missing, and names each", () => {
    expect(faultsOf({ MODE: "production" }).map(nameOf).toSorted()).toEqual(
      ["FIELD_KEYS", "FILE_URL_KEY", "INDEX_KEY", "PUBLIC_URL", "TOKEN_KEY", "TRAIL_KEY", "WECHAT_APP_ID", "WECHAT_APP_SECRET"],
    );
  });

  it.each(demoSecrets)("the demo value of $setting", ({ setting, value }) => {
    expect(faultsOf({ ...production, [setting]: value })).toContainEqual({ setting, message: expect.stringContaining("demo value") });
  });

  it("a demo value under another secret's name or key id", () => {
    const demoKey = demoValues.FIELD_KEYS?.split(":")[1] ?? "";
    expect(faultsOf({ ...production, TOKEN_KEY: demoValues.INDEX_KEY }).map(nameOf)).toEqual(["TOKEN_KEY"]);
    expect(faultsOf({ ...production, FIELD_KEYS: `real:${base64Key(3)},old:${demoKey}` }).map(nameOf)).toEqual(["FIELD_KEYS"]);
    expect(faultsOf({ ...production, FIELD_KEYS: JSON.stringify({ real: demoKey.replace("=", "") }) }).map(nameOf)).toEqual(["FIELD_KEYS"]);
  });

  it.each([
    [{ SANDBOX_URL: "https://sandbox.example.cn" }, "SANDBOX_URL"],
    [{ DEMO_PEOPLE: "true" }, "DEMO_PEOPLE"],
    [{ WECHAT_BASE_URL: "https://127.0.0.1:4000" }, "WECHAT_BASE_URL"],
    [{ SMS_URL: "https://localhost/sms" }, "SMS_URL"],
    [{ SMS_URL: "http://sms.example.cn" }, "SMS_URL"],
    [{ SMS_SECRET: undefined }, "SMS_SECRET"],
    [{ PUBLIC_URL: "http://cunqing.example.cn" }, "PUBLIC_URL"],
    [{ TOKEN_KEY: production.INDEX_KEY }, "TOKEN_KEY"],
  ])("%o", (change, blamed) => {
    expect(faultsOf({ ...production, ...change }).map(nameOf)).toEqual([blamed]);
  });

  it("demo people also in development and test, so that only demo has them", () => {
    expect(faultsOf({ MODE: "test", DEMO_PEOPLE: "true" }).map(nameOf)).toEqual(["DEMO_PEOPLE"]);
  });
});

it.each([
  ["http://localhost:1", true], ["http://a.localhost", true], ["http://127.1", true], ["http://2130706433", true], ["http://[::1]:80", true],
  ["http://[::ffff:127.0.0.1]", true], ["http://0.0.0.0", true], ["http://localhost.", true], ["https://api.weixin.qq.com", false], ["http://10.0.0.1", false],
  ["https://localhost.example.cn", false], ["not an address", false],
])("%s is this machine: %s", (url, expected) => {
  expect(isLoopback(url)).toBe(expected);
});

describe("a secret from a file", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "settings-"));
    writeFileSync(join(folder, "token"), "a token key that came by a file, long\n");
    writeFileSync(join(folder, "empty"), "\n");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is read without its line end, for every secret", () => {
    const byFile: Record<string, string | undefined> = { ...production };
    for (const name of Object.keys(settingsSchema.shape).filter(isSecret)) {
      writeFileSync(join(folder, name), `${production[name]}\n`);
      byFile[name] = undefined;
      byFile[`${name}_FILE`] = join(folder, name);
    }
    expect(readSettings(byFile)).toEqual(readSettings(production));
  });

  it.each([
    ["a missing file", () => ({ TOKEN_KEY_FILE: join(folder, "none") }), "ENOENT"],
    ["an empty file", () => ({ TOKEN_KEY_FILE: join(folder, "empty") }), "empty file"],
    ["both ways at once", () => ({ TOKEN_KEY: "x".repeat(40), TOKEN_KEY_FILE: join(folder, "token") }), "given twice"],
  ])("is refused when there is %s, and blamed once", (_what, env, words) => {
    expect(faultsOf({ ...production, TOKEN_KEY: undefined, ...env() })).toEqual([{ setting: "TOKEN_KEY", message: expect.stringContaining(words) }]);
  });

  it("is only for secrets", () => {
    expect(faultsOf({ PORT_FILE: join(folder, "token") }).map(nameOf)).toEqual(["PORT"]);
  });
});

const nameOf = (fault: { setting: string }): string => fault.setting;
const faultsOf = (env: Environment) => [...errorOf(env).faults];

function errorOf(env: Environment): SettingsError {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) {
      return error;
    }
    throw error;
  }
  throw new Error("the settings were accepted");
}
