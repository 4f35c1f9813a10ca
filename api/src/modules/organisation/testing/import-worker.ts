import { readSettings } from "@cunqing/config";
import { compose } from "../../../boot/compose.ts";
import { openDeps } from "../../../boot/open-deps.ts";

/** A worker process of its own that reads rolls until somebody kills it. */
const { deps } = await openDeps(readSettings(process.env));
const loop = compose(deps).loops.find(({ name }) => name === "roll-imports");
const never = new AbortController().signal;
while (loop) {
  await loop.run(never);
  await new Promise((resolve) => setTimeout(resolve, 20));
}
