import { settingsFromEnvironment } from "@cunqing/config";
import { openDeps } from "./boot/open-deps.ts";
import { rebuildFigures } from "./modules/statistics/index.ts";

/** `npm run rebuild-figures`: counts every case anew from the journal, beside the running system. May be stopped and run again. */
const opened = await openDeps(settingsFromEnvironment());
try {
  await rebuildFigures(opened.deps);
  process.stdout.write("The figures are counted anew.\n");
} finally {
  await opened.close();
}
