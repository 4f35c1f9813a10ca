import { readSettings, type Settings } from "./settings.ts";

/** The one place that reads the process's environment. */
export const settingsFromEnvironment = (): Settings => readSettings(process.env);
