import { newRange } from "@cunqing/proof";
import * as z from "zod";
import type { Finding, FindingCode } from "./finding.ts";
import { newTreeState, type TreeState } from "./tree-check.ts";

/** What was checked, and how much of it. */
export interface Tally {
  readonly leaves: number;
  readonly padding: number;
  readonly checkpoints: number;
  readonly epochs: number;
  readonly cosignatures: number;
  /** By keys that are not among those we trust, such as a witness of former days. */
  readonly unknownCosignatures: number;
  readonly detailsOk: number;
  readonly detailsErased: number;
  readonly journalRows: number;
  readonly rows: number;
  readonly subjectsChecked: number;
  readonly subjectsNotCovered: number;
  readonly actorsNotCovered: number;
  /** Photos and recordings whose bytes were held against their hashes. */
  readonly files: number;
}

export const emptyTally: Tally = {
  leaves: 0, padding: 0, checkpoints: 0, epochs: 0, cosignatures: 0, unknownCosignatures: 0,
  detailsOk: 0, detailsErased: 0, journalRows: 0, rows: 0, subjectsChecked: 0, subjectsNotCovered: 0, actorsNotCovered: 0, files: 0,
};

export type Phase = "start" | "leaves" | "entries" | "rows" | "files" | "done";

/** Where a check stands: enough to go on after the process was killed. */
export interface VerifyState {
  readonly phase: Phase;
  /** The next leaf; between steps a multiple of 256 or the end. */
  readonly position: number;
  readonly tree: TreeState;
  /** The last journal id, or subject id, that was looked at in this phase. */
  readonly after: number;
  /** Which of the committed tables. */
  readonly table: number;
  readonly tally: Tally;
  readonly findings: readonly Finding[];
  readonly findingCount: number;
}

export const newState: VerifyState = { phase: "start", position: 0, tree: newTreeState, after: 0, table: 0, tally: emptyTally, findings: [], findingCount: 0 };

/** As many findings are kept as a person reads; all are counted. */
const findingsMax = 1000;

export function withFindings(state: VerifyState, found: readonly Finding[]): VerifyState {
  return found.length === 0
    ? state
    : { ...state, findings: [...state.findings, ...found].slice(0, findingsMax), findingCount: state.findingCount + found.length };
}

export function addTally(state: VerifyState, more: Partial<Tally>): VerifyState {
  const tally = { ...state.tally };
  for (const [name, count] of Object.entries(more) as [keyof Tally, number][]) {
    tally[name] += count;
  }
  return { ...state, tally };
}

export const saveState = (state: VerifyState): string =>
  JSON.stringify({ ...state, tree: { ...state.tree, range: savedRange(state.tree.range), stored: state.tree.stored && savedRange(state.tree.stored) } });

/** Throws for what is no saved state: better from the beginning than from a wrong place. */
export function loadState(text: string): VerifyState {
  const saved = savedState.parse(JSON.parse(text));
  const { range, stored, ...tree } = saved.tree;
  return {
    ...saved,
    findings: saved.findings.map((finding) => ({ ...finding, code: finding.code as FindingCode })),
    tree: { ...tree, range: loadedRange(range), stored: stored && loadedRange(stored) },
  };
}

type Range = TreeState["range"];

const savedRange = ({ size, nodes }: Range) => ({ size, nodes: nodes.map((node) => Buffer.from(node).toString("base64")) });
const loadedRange = ({ size, nodes }: { readonly size: number; readonly nodes: readonly string[] }): Range =>
  newRange(size, nodes.map((node) => Buffer.from(node, "base64")));

const count = z.int().min(0);
const rangeSchema = z.object({ size: count, nodes: z.array(z.string()) });
const savedState = z.object({
  phase: z.enum(["start", "leaves", "entries", "rows", "files", "done"]),
  position: count,
  tree: z.object({ range: rangeSchema, stored: rangeSchema.nullable(), doubtful: z.array(count), goodSize: count, wrongHeads: count }),
  after: count,
  table: count,
  tally: z.object({
    leaves: count, padding: count, checkpoints: count, epochs: count, cosignatures: count, unknownCosignatures: count,
    detailsOk: count, detailsErased: count, journalRows: count, rows: count, subjectsChecked: count, subjectsNotCovered: count, actorsNotCovered: count.default(0), files: count.default(0),
  }),
  findings: z.array(z.object({ position: count.nullable(), code: z.string(), words: z.string(), shown: z.string().optional(), isSealed: z.boolean().optional() })),
  findingCount: count,
});
