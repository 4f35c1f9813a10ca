import type { VerifyState } from "./verify-state.ts";

export interface Progress {
  show(state: VerifyState): void;
  end(): void;
}

interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

interface Total {
  readonly leaves: number;
  readonly rows: number;
  readonly files?: number;
}

const everyMs = { terminal: 100, file: 5_000 };
const barWidth = 30;

/** A bar that stays on its line where somebody watches, a line now and then where the output goes into a file. */
export function createProgress(out: Terminal, total: Total): Progress {
  const isWatched = out.isTTY === true;
  let shownAt = performance.now();
  let isShown = false;
  return {
    show(state) {
      const now = performance.now();
      if (now - shownAt < (isWatched ? everyMs.terminal : everyMs.file)) {
        return;
      }
      shownAt = now;
      isShown = isWatched;
      const line = lineOf(state, total);
      out.write(isWatched ? `\r\u001b[2K${barOf(state, total)} ${line}` : `${line}\n`);
    },
    end() {
      if (isShown) {
        out.write("\r\u001b[2K");
      }
    },
  };
}

function lineOf({ tally, findingCount }: VerifyState, total: Total): string {
  const rows = total.rows > 0 ? `，数据 ${tally.rows}/${total.rows} 行` : "";
  const files = (total.files ?? 0) > 0 ? `，照片和录音 ${tally.files}/${total.files} 个` : "";
  return `记录 ${tally.leaves}/${total.leaves} 条${rows}${files}，不符 ${findingCount} 处`;
}

function barOf({ tally }: VerifyState, { leaves, rows, files = 0 }: Total): string {
  const share = leaves + rows + files === 0 ? 1 : Math.min(1, (tally.leaves + tally.rows + tally.files) / (leaves + rows + files));
  const full = Math.round(share * barWidth);
  return `[${"#".repeat(full)}${"-".repeat(barWidth - full)}]`;
}
