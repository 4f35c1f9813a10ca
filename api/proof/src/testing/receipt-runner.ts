import { readFileSync } from "node:fs";
import { checkReceipt, type Receipt, type Trust } from "../index.ts";

/** Bundled and started by `measure-receipt.ts`: checks each receipt of a file and prints verdicts and times. */
interface Order {
  readonly trust: Trust;
  readonly receipts: readonly Receipt[];
  readonly rounds: number;
}

// The file is written by the program that starts this one.
const { trust, receipts, rounds } = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Order;
const [first] = receipts;
const times: number[] = [];
for (let round = 0; first && round < rounds; round += 1) {
  // The processor's time, not the clock's: what others do on this machine is not the check's fault.
  const before = process.cpuUsage();
  checkReceipt(first, trust);
  times.push(process.cpuUsage(before).user / 1000);
}
const verdicts = receipts.map((receipt) => checkReceipt(receipt, trust));
process.stdout.write(JSON.stringify({ verdicts, times }));
