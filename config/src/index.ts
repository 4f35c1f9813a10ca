export { describeSettings, type SettingRow } from "./describe-settings.ts";
export { demoSecrets, type DemoSecret } from "./demo-secrets.ts";
export { settingsFromEnvironment } from "./environment.ts";
export type { SettingFault } from "./setting-rules.ts";
export type { SettingName } from "./setting-schema.ts";
export type { FieldKey } from "./setting-values.ts";
export { readSettings, SettingsError, type DatabaseSettings, type Environment, type Settings } from "./settings.ts";
