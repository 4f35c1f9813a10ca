import { formatNote, openCheckpoint, parseNote, signatureLine } from "@cunqing/proof";
import { verifyNatively } from "../kernel/crypto/note-signer.ts";
import { judge, judgeEmptied, momentAfter, type JudgeDeps, type Judgement, type Seen } from "./judge.ts";
import type { Signed } from "./memory.ts";
import { Alarm, exitCodes, Trouble } from "./outcome.ts";
import { alarmRaised, alarmStands, alarmText, cosignedWords, emptyRecord, firstSight, refusedWords, restoreText, troubleWords } from "./words.ts";

export interface WitnessDeps extends JudgeDeps {
  readonly say: (line: string) => void;
  readonly now: () => number;
  /** Resolves early, with false, when the program is asked to end. */
  readonly wait: (ms: number) => Promise<boolean>;
}

export interface WitnessOptions {
  readonly everyMs: number;
  readonly once: boolean;
}

/** Watches until it is told to stop or the record breaks its word. @returns the exit code. */
export async function runWitness(deps: WitnessDeps, { everyMs, once }: WitnessOptions): Promise<number> {
  const standing = await deps.memory.alarms();
  if (standing.length > 0) {
    return ended(deps, alarmStands(standing), exitCodes.alarm_stands);
  }
  let failures = 0;
  for (;;) {
    try {
      await watchOnce(deps);
      failures = 0;
    } catch (error) {
      if (error instanceof Alarm) {
        const moment = new Date(deps.now()).toISOString().replace(/[:.]/g, "-");
        const file = await deps.memory.leaveFile(`fork-${moment}.txt`, alarmText(error, deps.now()));
        return ended(deps, alarmRaised(error, file), exitCodes[error.kind]);
      }
      if (!(error instanceof Trouble)) {
        throw error;
      }
      failures += 1;
      sayAll(deps, troubleWords(error.message, once ? null : backOffMs(everyMs, failures)));
    }
    if (once) {
      return failures === 0 ? exitCodes.done : exitCodes.unreachable;
    }
    if (!(await deps.wait(failures === 0 ? everyMs : backOffMs(everyMs, failures)))) {
      return exitCodes.done;
    }
  }
}

/** Looks at the newest head once, signs it when it continues the last one, and hands the signature in. */
export async function watchOnce(deps: WitnessDeps): Promise<void> {
  const late = await troubleOf(handIn(deps));
  const note = await deps.client.checkpoint();
  const seen = note === null ? null : openSeen(deps, note);
  const old = deps.memory.newest();
  if (!seen || seen.size === 0) {
    await (old && judgeEmptied(deps, old, seen));
    return sayAll(deps, emptyRecord);
  }
  const judgement = old && (await judge(deps, old, seen));
  // Whoever takes no signatures is watched all the same; but none is made while an earlier one waits.
  if (late) {
    throw late;
  }
  if (judgement?.kind === "nothing_new") {
    return;
  }
  await (old && judgement ? noteRestore(deps, old, judgement, seen) : sayAll(deps, firstSight(seen.size)));
  await cosign(deps, old, seen);
  await handIn(deps);
}

async function troubleOf(work: Promise<void>): Promise<Trouble | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof Trouble) {
      return error;
    }
    throw error;
  }
}

const sayAll = ({ say }: WitnessDeps, lines: readonly string[]): void => lines.forEach(say);

function ended(deps: WitnessDeps, lines: readonly string[], code: number): number {
  sayAll(deps, lines);
  return code;
}

const longestWaitMs = 10 * 60_000;

const backOffMs = (everyMs: number, failures: number): number => Math.min(longestWaitMs, Math.max(everyMs, 1000) * 2 ** Math.min(failures - 1, 12));

function openSeen({ keys, memory }: WitnessDeps, note: string): Seen {
  // Cosignatures of others stand on it too; they are not ours to judge.
  const opened = openCheckpoint(note, keys, verifyNatively);
  if (opened) {
    return { ...opened, note };
  }
  const old = memory.newest();
  throw new Alarm("wrong_signature", [...(old ? [old.note] : []), note], parseNote(note) ? `no signature by a key of ${keys.origin}` : "what was answered is no signed note");
}

async function noteRestore({ memory, say }: WitnessDeps, old: Signed, judgement: Judgement, seen: Seen): Promise<void> {
  if (judgement.kind === "restored") {
    const text = restoreText(old, judgement, seen.note);
    const file = await memory.leaveFile(`epoch-${seen.epoch}.txt`, text);
    await memory.rememberEpoch(seen.epoch, judgement.baseSize);
    text.split("\n\n")[0]?.split("\n").forEach(say);
    say(`→ ${file}`);
  }
}

/** Signs, and remembers before the signature leaves this machine: a crash between the two loses nothing. */
async function cosign({ keys, memory, now }: WitnessDeps, old: Signed | null, seen: Seen): Promise<void> {
  const atSeconds = momentAfter(old, now());
  // The log's own signatures stay as evidence; other witnesses hand in theirs themselves.
  const ofLog = (parseNote(seen.note)?.signatures ?? []).filter((signature) => signature.name === keys.origin);
  const lines = ofLog.map((signature) => signatureLine(signature.name, signature.keyId, signature.bytes));
  const note = formatNote(seen.text, [...lines, keys.cosigner.cosign(seen.text, atSeconds)]);
  const { size, root, epoch } = seen;
  await memory.remember({ size, root, epoch, note, atSeconds, isHandedIn: false });
}

async function handIn(deps: WitnessDeps): Promise<void> {
  const signed = deps.memory.newest();
  if (!signed || signed.isHandedIn) {
    return;
  }
  const refusal = await deps.client.hand(signed.note);
  sayAll(deps, refusal === null ? cosignedWords(signed) : refusedWords(refusal));
  // A refused one is not offered again and again; the next head brings the next one.
  await deps.memory.remember({ ...signed, isHandedIn: true });
}
