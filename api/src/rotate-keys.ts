import { settingsFromEnvironment } from "@cunqing/config";
import { openDeps } from "./boot/open-deps.ts";
import { rotateFieldKeys } from "./modules/identity/index.ts";

/**
 * `npm run rotate-keys`: seals every personal value under the first key of FIELD_KEYS again. Put the new key first,
 * restart, run this beside the running system, and only then drop the old key.
 */
const opened = await openDeps(settingsFromEnvironment());
try {
  const count = await rotateFieldKeys(opened.deps, { batch: 200 });
  process.stdout.write(`${count} values are sealed under the newest key now.\n`);
} finally {
  await opened.close();
}
