import { settingsFromEnvironment } from "@cunqing/config";
import { openDeps } from "./boot/open-deps.ts";
import { prepare } from "./boot/prepare.ts";
import { createFirstAdministrator } from "./modules/identity/index.ts";

/** `npm run setup -- <username> <name>`: prints the one-time link by which the first administrator begins. */
const [username, name] = process.argv.slice(2);
if (username === undefined || name === undefined) {
  process.stderr.write("Usage: npm run setup -- <username> <name>\n");
  process.exit(2);
}
const settings = settingsFromEnvironment();
await prepare(settings);
const opened = await openDeps(settings);
const { setupUrl } = await createFirstAdministrator(opened.deps, { username, name });
process.stdout.write(`Open this once, within three days, to set the password and the authenticator:\n${setupUrl}\n`);
await opened.close();
