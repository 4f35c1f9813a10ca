import { settingsPage } from "./describe-settings.ts";

process.stdout.write(settingsPage());
