import { readSettings } from "@cunqing/config";
import { openDeps } from "../../../../boot/open-deps.ts";
import { growTree } from "../build-tree.ts";

/** A process of its own that builds until somebody kills it, and says a line for each batch it has signed. */
const [aheadMs] = process.argv.slice(2);
const { deps } = await openDeps(readSettings(process.env), { clock: { now: () => Date.now() + Number(aheadMs) } });
for (;;) {
  if ((await growTree(deps, { batchMax: 37 })) !== null) {
    process.stdout.write("step\n");
  }
}
