import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { loadCounty, settingsFromEnvironment, type Settings } from "@cunqing/config";
import { logKeyLine, readTrust, type Trust } from "@cunqing/proof";
import { bulkTables, uncommittedTables } from "./boot/committed-rows.ts";
import { openDeps } from "./boot/open-deps.ts";
import { checkDossier, countFiles, openCheck, openUrlCheck, readDossier, readVerifyOptions, createRecordClient, RecordUnreachable, reportOf, runCheck, stepDatabase, stepUrl, UsageFault, withFindings, type ReportFacts, type VerifyOptions, type VerifyState } from "./modules/trail/index.ts";

/**
 * `npm run trail:verify -- --database | --url URL | --dossier FILE`: checks a whole record, what a server shows of it,
 * or one case's archive. Exits with 1 when something was altered, with 2 when it could not be checked.
 */
const codes = { good: 0, altered: 1, notChecked: 2 } as const;
const stop = new AbortController();
process.once("SIGINT", () => stop.abort());
process.once("SIGTERM", () => stop.abort());

try {
  process.exitCode = await main(readVerifyOptions(process.argv.slice(2)));
} catch (error) {
  const isKnown = error instanceof UsageFault || error instanceof RecordUnreachable || (error instanceof Error && "code" in error && error.code === "ENOENT");
  process.stderr.write(`${isKnown ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = codes.notChecked;
}

async function main(options: VerifyOptions): Promise<number> {
  const saved = await Promise.all(options.savedFiles.map((file) => readFile(file, "utf8")));
  if ("url" in options.mode) {
    return verifyUrl(options, options.mode.url, saved);
  }
  return "dossier" in options.mode ? verifyDossier(options, options.mode.dossier) : verifyDatabase(options, saved);
}

async function verifyDatabase(options: VerifyOptions, saved: readonly string[]): Promise<number> {
  const settings = settingsFromEnvironment();
  const opened = await openDeps(settings);
  try {
    const storage = options.hasFiles && existsSync(join(settings.dataDir, "files")) ? opened.deps.storage : undefined;
    const { check, findings, lost } = await openCheck(opened.deps, saved, storage);
    const total = { leaves: check.target.size, rows: check.target.rows, files: storage ? await countFiles(opened.deps.db) : 0 };
    const what = settings.database.kind === "sqlite" ? settings.database.file : new URL(settings.database.url).pathname.slice(1);
    const state = await run(options, `数据库 ${what}`, total, (at) =>
      stepDatabase(check, at.phase === "start" ? withFindings(at, findings) : at),
    );
    return finish(state, { what: `数据库 ${what}`, size: check.target.size, hasRows: true, hasFiles: storage !== undefined, lost, uncovered: Object.keys(uncommittedTables), bulk: bulkTables });
  } finally {
    await opened.close();
  }
}

async function verifyUrl(options: VerifyOptions, url: string, saved: readonly string[]): Promise<number> {
  const check = await openUrlCheck(createRecordClient(url), readTrust(await trustFor(options)), saved);
  const state = await run(options, url, { leaves: check.source.size, rows: 0 }, (at) => stepUrl(check, at));
  return finish(state, { what: url, size: check.source.size, hasRows: false, hasFiles: false, lost: check.lost, uncovered: [], bulk: {} });
}

async function verifyDossier(options: VerifyOptions, file: string): Promise<number> {
  const verdict = checkDossier(await readDossier(file), await trustFor(options));
  const lines = verdict.findings.map(({ position, code, words }) => `  [${position === null ? "无位置" : `第 ${position} 条`}] ${code}  ${words}`);
  const checked = `诉求 ${verdict.caseNumber ?? "（读不出）"}：留痕 ${verdict.entries} 条，内容 ${verdict.fields} 项，文件 ${verdict.files} 个，见证 ${verdict.witnesses.length} 份`;
  const open = verdict.waiting + verdict.leftOut > 0 ? [`  还等证明的 ${verdict.waiting} 条，没有收进来的文件 ${verdict.leftOut} 个`] : [];
  const end = verdict.findings.length === 0 ? "结论：没有发现改动。" : `结论：有 ${verdict.findings.length} 处不符。`;
  process.stdout.write([...lines, checked, ...open, end, ""].join("\n"));
  return verdict.findings.length === 0 ? codes.good : codes.altered;
}

function run(options: VerifyOptions, what: string, total: { readonly leaves: number; readonly rows: number; readonly files?: number }, step: (state: VerifyState) => Promise<VerifyState>): Promise<VerifyState | null> {
  return runCheck({ step, total, what, stateFile: options.stateFile, signal: stop.signal, out: process.stderr });
}

function finish(state: VerifyState | null, facts: ReportFacts): number {
  if (!state) {
    process.stderr.write("已停下；用同一个 --state 再来一次，从这里接着核对。\n");
    return codes.notChecked;
  }
  process.stdout.write(reportOf(state, facts));
  return state.findingCount === 0 ? codes.good : codes.altered;
}

/** Keys come from the county's own data or a file, never from who is being checked. */
async function trustFor({ keysFile }: VerifyOptions): Promise<Trust> {
  if (keysFile !== undefined) {
    // Read and checked by `readTrust`, which throws on whatever is no key.
    return JSON.parse(await readFile(keysFile, "utf8")) as Trust;
  }
  const settings: Settings = settingsFromEnvironment();
  const { origin, logKeys, witnesses } = loadCounty(settings.county).trail;
  return { origin, logKeys: logKeys.map(logKeyLine), witnesses };
}
