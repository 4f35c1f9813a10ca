import { cosignersOf, entriesPath, leafHash, openCheckpoint, parseBundle, parseEpoch, parseNote, tilePath, tileWidth, toBase64, type OpenedCheckpoint, type TrustedKeys } from "@cunqing/proof";
import { verifyNatively } from "../../../kernel/crypto/note-signer.ts";
import { sha256 } from "../tree/hashing.ts";
import { checkEpoch, type EpochLike } from "./check-heads.ts";
import type { Finding } from "./finding.ts";
import type { RecordClient } from "./record-client.ts";
import { checkSaved } from "./saved-checkpoint.ts";
import { rememberUpper, stepLeaves, type LeafSource, type Read } from "./step-leaves.ts";
import { undecided, type Head } from "./tree-check.ts";
import { addTally, withFindings, type VerifyState } from "./verify-state.ts";

export interface UrlCheck {
  readonly source: LeafSource;
  readonly epochs: number;
  readonly cosignatures: number;
  readonly findings: readonly Finding[];
  readonly lost: readonly string[];
}

/** Fetches what a server says of its record now. Keys are ours: what it says of keys is not even asked. */
export async function openUrlCheck(client: RecordClient, trust: TrustedKeys, saved: readonly string[] = []): Promise<UrlCheck> {
  const newest = headOf(await client.checkpoint(), trust, "服务器最新的树头");
  const witnessed = await client.witnessed();
  const cosigned = witnessed === null ? undefined : headOf(witnessed, trust, "有外部见证的树头");
  const epochs = (await client.epochs()).map(epochRow);
  const size = newest.opened?.size ?? 0;
  const judged = epochs.map((epoch) => checkEpoch(epoch, trust));
  const kept = saved.map((note) => checkSaved(note, size, epochs, trust));
  const heads = [newest.head, cosigned?.head, ...judged.map(({ head }) => head), ...kept.map(({ head }) => head)].filter((head) => head !== undefined);
  return {
    source: sourceOf(client, size, heads),
    epochs: epochs.length,
    cosignatures: cosigned?.opened ? cosignersOf(cosigned.opened, trust).length : 0,
    findings: [...newest.findings, ...(cosigned?.findings ?? []), ...judged.flatMap(({ findings }) => findings), ...kept.flatMap(({ findings }) => findings)],
    lost: kept.flatMap(({ lost }) => lost ?? []),
  };
}

export async function stepUrl(check: UrlCheck, state: VerifyState): Promise<VerifyState> {
  if (state.phase === "start") {
    return addTally(withFindings({ ...state, phase: "leaves" }, check.findings), { epochs: check.epochs, cosignatures: check.cosignatures });
  }
  if (state.phase === "leaves" && state.position < check.source.size) {
    return stepLeaves(check.source, state);
  }
  return state.phase === "leaves" ? withFindings({ ...state, phase: "done" }, undecided(state.tree)) : { ...state, phase: "done" };
}

interface OpenedHead {
  readonly opened?: OpenedCheckpoint;
  readonly head?: Head;
  readonly findings: readonly Finding[];
}

function headOf(note: string, trust: TrustedKeys, what: string): OpenedHead {
  const opened = openCheckpoint(note, { ...trust, others: trust.others }, verifyNatively);
  return opened
    ? { opened, head: { size: opened.size, root: opened.root, code: "checkpoint.root_wrong", what: `${what}（${opened.size}）` }, findings: [] }
    : { findings: [{ position: null, code: "checkpoint.signature_wrong", words: `${what}不是本县记录的公钥签的` }] };
}

/** What the server writes beside a note is only held against the note. */
function epochRow({ epoch, at, baseSize, lostSize, note }: Awaited<ReturnType<RecordClient["epochs"]>>[number]): EpochLike {
  const said = parseEpoch(parseNote(note)?.text ?? "");
  return { epoch, at_ms: at, base_size: baseSize, base_root: said ? toBase64(said.baseRoot) : "", lost_size: lostSize, note };
}

function sourceOf(client: RecordClient, size: number, heads: readonly Head[]): LeafSource {
  const widthOf = (level: number, index: number): number => Math.min(tileWidth, Math.floor(size / tileWidth ** level) - index * tileWidth);
  return {
    size,
    async leaves(first, width): Promise<Read<(Uint8Array | undefined)[]>> {
      const index = Math.floor(first / tileWidth);
      const bundle = await client.bytes(entriesPath(index, widthOf(0, index)));
      const forms = (bundle && parseBundle(bundle))?.slice(first % tileWidth);
      const findings: Finding[] = forms?.length === width ? [] : [{ position: first, code: "server.answer_wrong", words: `服务器给不出第 ${first} 到 ${first + width - 1} 条的公开内容` }];
      return { value: Array.from({ length: width }, (_, at) => formHash(forms?.[at])), findings, tally: {} };
    },
    tile: rememberUpper(async (level, index) => {
      const bytes = await client.bytes(tilePath(level, index, widthOf(level, index)));
      return bytes && Buffer.from(bytes);
    }),
    async heads(from, to) {
      const value = heads.filter((head) => head.size > from && head.size <= to);
      return { value, findings: [], tally: { checkpoints: value.length } };
    },
  };
}

const formHash = (form: Uint8Array | undefined): Uint8Array | undefined => form && leafHash(form, sha256);
