import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openNote, parseVerifierKey } from "@cunqing/proof";
import { entriesOf, newKeys } from "../../proof/src/testing/small-log.ts";
import { createCosigner, createNoteSigner } from "../kernel/crypto/note-signer.ts";
import { createSm2Signer } from "../kernel/crypto/note-signer-sm2.ts";
import { openPlayedLog, type PlayedLog } from "./testing/played-log.ts";

const programOf = (name: string): string[] => ["--import", "tsx", fileURLToPath(new URL(`../${name}.ts`, import.meta.url))];

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const run = async (name: string, args: readonly string[]): Promise<Ended> => {
  const child = spawn(process.execPath, [...programOf(name), ...args]);
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.on("data", (part: Buffer) => out.push(part.toString()));
  child.stderr.on("data", (part: Buffer) => err.push(part.toString()));
  const code = await new Promise<number>((resolve) => child.once("close", (status) => resolve(status ?? -1)));
  return { code, stdout: out.join(""), stderr: err.join("") };
};

describe("npm run witness", { timeout: 60_000 }, () => {
  const keys = newKeys();
  let folder: string;
  let log: PlayedLog;
  let args: string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cunqing-witness-"));
    log = await openPlayedLog(keys, entriesOf(5));
    await writeFile(join(folder, "witness.key"), `${keys.outside.signerKey}\n${keys.trust.logKeys[0] ?? ""}\n`);
    args = ["--trail", log.url, "--key", join(folder, "witness.key"), "--every", "1"];
  });
  afterAll(async () => {
    await log.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("loses nothing when it is killed between signing and handing in", async () => {
    log.play.hands = "held";
    const child = spawn(process.execPath, [...programOf("witness"), ...args], { stdio: "ignore" });
    await vi.waitFor(() => expect(log.handed).toHaveLength(1), { timeout: 30_000 });
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("close", resolve));
    log.play.hands = "taken";
    expect((await run("witness", [...args, "--once"])).code).toBe(0);
    expect(log.handed).toHaveLength(2);
    expect(log.handed[1]).toBe(log.handed[0]);
  });

  it("goes on until it is told to end, and ends well", async () => {
    const child = spawn(process.execPath, [...programOf("witness"), ...args], { stdio: "ignore" });
    log.play.entries = entriesOf(7);
    await vi.waitFor(() => expect(log.handed).toHaveLength(3), { timeout: 30_000 });
    log.play.entries = entriesOf(9);
    await vi.waitFor(() => expect(log.handed).toHaveLength(4), { timeout: 30_000 });
    child.kill("SIGTERM");
    expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
  });

  it("ends with a code and an evidence file on a fork, and stays ended", async () => {
    log.play.entries = entriesOf(9, "forged");
    const forked = await run("witness", args);
    expect([forked.code, forked.stdout]).toEqual([10, expect.stringContaining("记录册分叉了")]);
    expect((await readdir(folder)).filter((name) => name.startsWith("witness.key.state.fork-"))).toHaveLength(1);
    log.play.entries = entriesOf(9);
    expect((await run("witness", args)).code).toBe(14);
  });

  it.each([[[], "npm run witness"], [["--trail", "x", "--key", "y"], "npm run witness"], [["--trail", "http://x", "--key", "/nowhere/key"], "/nowhere/key"], [["--what"], "--what"]])("says how it is called: %j", async (wrong, word) => {
    const { code, stderr } = await run("witness", wrong);
    expect([code, stderr]).toEqual([2, expect.stringContaining(word)]);
  });
});

describe("npm run trail:key", { timeout: 60_000 }, () => {
  it("prints keys that sign and verify, a new one each time, and writes none of them", async () => {
    const [log, again, witness, sm2] = [await run("trail-key", ["--name", "a.example/村"]), await run("trail-key", ["--name", "a.example/村"]), await run("trail-key", ["--name", "镇", "--witness"]), await run("trail-key", ["--name", "a", "--sm2"])];
    const keyOf = ({ stdout }: Ended): string => /^PRIVATE\+KEY\+\S+$/m.exec(stdout)?.[0] ?? "";
    const signer = createNoteSigner(keyOf(log));
    expect(log.stdout).toContain(`\n${signer.vkey}\n`);
    expect(log.stdout).toContain("TRAIL_KEY");
    const key = parseVerifierKey(signer.vkey);
    expect(key && openNote(`x\n\n${signer.signatureLine("x\n")}`, [key])?.text).toBe("x\n");
    expect(keyOf(again)).not.toBe(keyOf(log));
    expect(witness.stdout).toContain(`\n${createCosigner(keyOf(witness)).vkey}\n`);
    expect(sm2.stdout).toContain(`\n${createSm2Signer(keyOf(sm2)).vkey}\n`);
    expect(await readFile(new URL("../trail-key.ts", import.meta.url), "utf8")).not.toMatch(/node:fs|writeFile/);
  });

  it.each([[[]], [["--name", "a b"]], [["--name", "a+b"]], [["--name", "a", "--sm2", "--witness"]], [["--x"]]])("refuses %j", async (wrong) => {
    const { code, stdout } = await run("trail-key", wrong);
    expect([code, stdout]).toEqual([2, ""]);
  });
});
