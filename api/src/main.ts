import { settingsFromEnvironment, SettingsError } from "@cunqing/config";
import { start } from "./boot/start.ts";

try {
  const settings = settingsFromEnvironment();
  const started = await start(settings);
  process.stdout.write(started.url === undefined ? `running ${settings.roles.join(",")}\n` : `ready ${started.url}\n`);
  let isStopping = false;
  const stop = (): void => {
    if (!isStopping) {
      isStopping = true;
      void started.stop().then(() => process.exit(0));
    }
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
} catch (error) {
  process.stderr.write(`${wordsOf(error)}\n`);
  process.exit(1);
}

function wordsOf(error: unknown): string {
  if (error instanceof SettingsError) {
    return error.message;
  }
  const { code, port } = error as { code?: string; port?: number };
  return code === "EADDRINUSE" ? `Port ${port} is taken: set PORT to another one.` : String(error instanceof Error ? error.stack : error);
}
