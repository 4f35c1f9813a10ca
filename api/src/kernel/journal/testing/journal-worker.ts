import { readSettings } from "@cunqing/config";
import { openDeps } from "../../../boot/open-deps.ts";
import { readOnce } from "../reader.ts";
import { sealOnce } from "../sealer.ts";
import { countingReader } from "./counting-reader.ts";

/** A process of its own that seals or reads until somebody kills it, and says a line for each step it has taken. */
const [work, aheadMs, areaId] = process.argv.slice(2);
const { deps } = await openDeps(readSettings(process.env), { clock: { now: () => Date.now() + Number(aheadMs) } });
const say = (): void => void process.stdout.write("step\n");
const reader = countingReader(deps.db, { areaId: Number(areaId), after: say });
for (;;) {
  if (work === "seal") {
    await sealOnce(deps, { batchMax: 7 });
    say();
  } else {
    await readOnce(deps, reader);
  }
}
