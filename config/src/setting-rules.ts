import { demoSecrets, holdsDemoSecret } from "./demo-secrets.ts";
import { isSecret, type SettingName } from "./setting-schema.ts";

export type SettingFault = { readonly setting: string; readonly message: string };
export type Given = Readonly<Partial<Record<SettingName, string>>>;

/** What no single setting can tell: rules between settings, and what production refuses. They read the given texts. */
export function brokenRules(given: Given): SettingFault[] {
  const production = given.MODE === "production";
  return [...rules.filter((rule) => (production || rule.always) && rule.broken(given)), ...(production ? demoFaults(given) : [])].map(
    ({ setting, message }) => ({ setting, message }),
  );
}

type Rule = SettingFault & { readonly always?: true; readonly broken: (given: Given) => boolean };

const rules: readonly Rule[] = [
  {
    setting: "DATABASE_MIGRATOR_URL", message: "needs DATABASE_URL beside it", always: true,
    broken: (given) => given.DATABASE_MIGRATOR_URL !== undefined && given.DATABASE_URL === undefined,
  },
  {
    setting: "DATABASE_MIGRATOR_URL", message: "must name another user than DATABASE_URL: with one user for both nothing keeps the record insert-only",
    broken: (given) => given.DATABASE_URL !== undefined && userOf(given.DATABASE_MIGRATOR_URL) === userOf(given.DATABASE_URL),
  },
  {
    setting: "DATABASE_MIGRATOR_URL", message: "must be given with DATABASE_URL in production",
    broken: (given) => given.DATABASE_URL !== undefined && given.DATABASE_MIGRATOR_URL === undefined,
  },
  {
    setting: "DEMO_PEOPLE", message: "true is refused: only MODE=demo seeds invented people", always: true,
    broken: (given) => given.DEMO_PEOPLE === "true" && given.MODE !== "demo",
  },
  { setting: "SANDBOX_URL", message: "is refused in production", broken: (given) => given.SANDBOX_URL !== undefined },
  { setting: "PUBLIC_URL", message: "must be given: production has no default for it", broken: (given) => given.PUBLIC_URL === undefined },
  { setting: "PUBLIC_URL", message: "must be https in production", broken: (given) => isPlain(given.PUBLIC_URL) },
  { setting: "WECHAT_BASE_URL", message: "points at this machine: the sandbox is refused in production", broken: (given) => isLoopback(given.WECHAT_BASE_URL) },
  { setting: "WECHAT_BASE_URL", message: "must be https in production", broken: (given) => isPlain(given.WECHAT_BASE_URL) },
  { setting: "SMS_URL", message: "points at this machine: the sandbox is refused in production", broken: (given) => isLoopback(given.SMS_URL) },
  { setting: "SMS_URL", message: "must be https in production", broken: (given) => isPlain(given.SMS_URL) },
  { setting: "SMS_SECRET", message: "must be given with SMS_URL", broken: (given) => given.SMS_URL !== undefined && given.SMS_SECRET === undefined },
  { setting: "TOKEN_KEY", message: "must differ from INDEX_KEY", broken: (given) => isSame(given.TOKEN_KEY, given.INDEX_KEY) },
  { setting: "FILE_URL_KEY", message: "must differ from INDEX_KEY", broken: (given) => isSame(given.FILE_URL_KEY, given.INDEX_KEY) },
  { setting: "FILE_URL_KEY", message: "must differ from TOKEN_KEY", broken: (given) => isSame(given.FILE_URL_KEY, given.TOKEN_KEY) },
];

function demoFaults(given: Given): SettingFault[] {
  const hasDemo = new Set<string>(demoSecrets.map((demo) => demo.setting));
  return Object.entries(given)
    .filter(([setting, value]) => (isSecret(setting) || hasDemo.has(setting)) && holdsDemoSecret(value))
    .map(([setting]) => ({ setting, message: "is a demo value that everybody knows: production refuses it" }));
}

const isSame = (one: string | undefined, other: string | undefined): boolean => one !== undefined && one === other;

const userOf = (url: string | undefined): string | undefined => (url !== undefined && URL.canParse(url) ? new URL(url).username : undefined);

const isPlain = (url: string | undefined): boolean => url !== undefined && /^http:/i.test(url);

/** The URL parser turns 127.1, 0x7f000001 and 2130706433 into 127.0.0.1 first, so the plain spelling is enough. */
export function isLoopback(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) {
    return false;
  }
  const host = new URL(url).hostname.replace(/\.$/, "");
  return /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]+\]|\[::ffff:0:0\])$/.test(host);
}
