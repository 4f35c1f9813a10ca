import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { checkpointText, formatNote, leafHash, toBase64, utf8, type Receipt } from "../index.ts";
import { inclusionProof, uniformTree } from "./reference-tree.ts";
import { caseForm, cosigned, newKeys } from "./small-log.ts";

export interface Measured {
  /** Processor time of checking one receipt: the log's signature, one cosignature and a path of twenty nodes. */
  readonly medianMs: number;
  readonly firstMs: number;
  /** As JSON, to hold two runs against each other. */
  readonly verdicts: string;
}

/** Runs receipt checks in a fresh Node: with `--jitless` it has no compiler, as inside WeChat on an iPhone. */
export async function measureReceiptCheck({ isJitless = true, rounds = 15 } = {}): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), "cunqing-receipt-"));
  try {
    const [program, order] = [join(folder, "runner.mjs"), join(folder, "order.json")];
    await build({
      entryPoints: [fileURLToPath(new URL("receipt-runner.ts", import.meta.url))],
      outfile: program, bundle: true, platform: "node", format: "esm", target: "es2020", logLevel: "error",
    });
    await writeFile(order, JSON.stringify({ ...receipts, rounds }));
    const { stdout } = await promisify(execFile)(process.execPath, [...(isJitless ? ["--jitless"] : []), program, order], { maxBuffer: 1 << 24 });
    // What our own runner has just printed.
    const { verdicts, times } = JSON.parse(stdout) as { verdicts: unknown; times: number[] };
    const sorted = [...times].sort((a, b) => a - b);
    return { medianMs: sorted[Math.floor(sorted.length / 2)] ?? Infinity, firstMs: times[0] ?? Infinity, verdicts: JSON.stringify(verdicts) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const receipts = buildReceipts();

/** One good receipt in a tree of 2^20 leaves, then the same with something wrong in it. */
function buildReceipts() {
  const keys = newKeys();
  const form = caseForm(1_795_398_000_000);
  const [size, position] = [2 ** 20, 777_777];
  const tree = uniformTree(utf8(form.plain));
  const text = checkpointText({ origin: keys.trust.origin, size, root: tree(0, size), epoch: 0 });
  const checkpoint = cosigned(formatNote(text, [keys.signer.signatureLine(text)]), [keys.outside, 1_795_398_060]);
  const proof = inclusionProof(tree, position, size).map(toBase64);
  const good: Receipt = { v: 1, publicForm: form.plain, opening: null, fields: form.fields, leaf: toBase64(leafHash(utf8(form.plain))), position, proof, checkpoint };
  const bad = [
    { ...good, fields: form.fields.map((field) => ({ ...field, value: `${field.value}。` })) },
    { ...good, publicForm: `${good.publicForm} ` },
    { ...good, checkpoint: checkpoint.replace(String(size), String(size - 1)) },
    { ...good, proof: proof.slice(1) },
  ];
  return { trust: keys.trust, receipts: [good, ...bad] };
}
