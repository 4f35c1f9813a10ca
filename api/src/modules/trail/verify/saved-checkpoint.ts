import { openCheckpoint, type TrustedKeys } from "@cunqing/proof";
import { verifyNatively } from "../../../kernel/crypto/note-signer.ts";
import type { EpochLike } from "./check-heads.ts";
import type { Finding } from "./finding.ts";
import type { Head } from "./tree-check.ts";

export interface SavedVerdict {
  readonly findings: readonly Finding[];
  readonly head?: Head;
  /** A lawful restore has taken back what the saved head had seen: said, but no finding. */
  readonly lost?: string;
}

/** A head that somebody kept elsewhere, such as a witness: the record must go on from it, or say lawfully why it does not. */
export function checkSaved(note: string, size: number, epochs: readonly EpochLike[], trust: TrustedKeys): SavedVerdict {
  const saved = openCheckpoint(note, trust, verifyNatively);
  if (!saved) {
    return { findings: [{ position: null, code: "saved.unreadable", words: "留存的树头不是本县记录的公钥签的" }] };
  }
  const restored = epochs.find((epoch) => epoch.epoch > saved.epoch && epoch.base_size < saved.size);
  if (restored) {
    return { findings: [], lost: `留存的树头 ${saved.size} 在第 ${restored.epoch} 期的恢复中合法失去了第 ${restored.base_size} 到 ${saved.size - 1} 条` };
  }
  if (saved.size > size) {
    return {
      findings: [{ position: size, code: "saved.not_in_record", words: `留存的树头有 ${saved.size} 条，现在的记录只有 ${size} 条：数据库被退回过，第 ${size} 到 ${saved.size - 1} 条不见了` }],
    };
  }
  return { findings: [], head: { size: saved.size, root: saved.root, code: "saved.forked", what: `留存的树头 ${saved.size}` } };
}
