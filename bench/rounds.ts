import type { LoadOrder } from "./load.ts";
import { cpuMsOf, type Load, type Program } from "./processes.ts";

/** Somebody who is measured: a program, and what is asked of it. */
export interface Contender {
  readonly name: string;
  readonly program: Program;
  readonly ask: Pick<LoadOrder, "path" | "tokens" | "bodies">;
}

export interface Measured {
  /** Requests answered in a second, round by round. */
  readonly perSecond: number[];
  /** Processor time of the program for one request, in milliseconds, round by round: less shaken by busy neighbours. */
  readonly cpuMs: number[];
}

export interface RoundOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
}

const warmUpSeconds = 1;
/** Before the first round: a fresh process has yet to compile what it runs most. */
const firstWarmUpSeconds = 5;

/** Measures the contenders in turn, forwards and backwards (A B, B A, …), so that whatever drifts meets all alike. */
export async function runRounds(load: Load, contenders: readonly Contender[], options: RoundOptions): Promise<Map<string, Measured>> {
  const measured = new Map(contenders.map(({ name }) => [name, { perSecond: [], cpuMs: [] } as Measured]));
  for (const { program, ask } of contenders) {
    await load.run({ ...ask, url: program.url, connections: options.connections, seconds: firstWarmUpSeconds });
  }
  for (let round = 0; round < options.rounds; round += 1) {
    for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
      const { perSecond, cpuMs } = await measureOnce(load, contender, options);
      measured.get(contender.name)?.perSecond.push(perSecond);
      measured.get(contender.name)?.cpuMs.push(cpuMs);
    }
    process.stderr.write(`round ${round + 1} of ${options.rounds}: ${contenders.map(({ name }) => `${name} ${latest(measured.get(name))}`).join(", ")}\n`);
  }
  return measured;
}

async function measureOnce(load: Load, { name, program, ask }: Contender, { seconds, connections }: RoundOptions) {
  const order = { ...ask, url: program.url, connections };
  await load.run({ ...order, seconds: warmUpSeconds });
  const before = cpuMsOf(program.pid);
  const result = await load.run({ ...order, seconds });
  const cpu = cpuMsOf(program.pid) - before;
  if (result.failed > 0 || result.answered === 0) {
    throw new Error(`${name}: ${result.failed} requests failed, ${result.answered} were answered`);
  }
  return { perSecond: result.answered / result.seconds, cpuMs: cpu / result.answered };
}

const latest = (measured: Measured | undefined): string => `${measured?.perSecond.at(-1)?.toFixed(0)}/s`;
