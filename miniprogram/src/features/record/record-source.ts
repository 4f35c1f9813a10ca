import type { listCosignatures as cosignaturesEndpoint, ResultOf } from "@cunqing/contract";
import { CallRefused } from "@cunqing/contract/client";
import { getConsistencyProof, getEntry, getInclusionProof, listCosignatures, listEpochs } from "@cunqing/contract/paths";
import { callAs } from "../../base/call.ts";

/** Where the record is asked. Whatever it answers is held against the keys on this phone. */
export interface RecordSource {
  newest(): Promise<Pick<ResultOf<typeof cosignaturesEndpoint>, "checkpoint" | "witnessed">>;
  consistency(from: number, to: number): Promise<readonly string[]>;
  inclusion(position: number, size: number): Promise<readonly string[]>;
  /** Null when the record has no such position. */
  publicForm(position: number): Promise<string | null>;
  /** Signed statements of restores. */
  epochs(): Promise<readonly string[]>;
}

/** The service itself. It is asked without a token: what one checks is nobody's business. */
export const service: RecordSource = {
  newest: () => callAs("nobody", listCosignatures, {}),
  consistency: (from, to) =>
    // A tree that was cut off by a restore has no such proof; then the statement of the restore has to explain it.
    orElse([], "trail.no_such_size", async () => (await callAs("nobody", getConsistencyProof, { params: { from, to } })).proof),
  inclusion: async (position, size) => (await callAs("nobody", getInclusionProof, { params: { position, size } })).proof,
  publicForm: (position) =>
    orElse(null, "trail.no_such_position", async () => (await callAs("nobody", getEntry, { params: { position } })).publicForm),
  epochs: async () => (await callAs("nobody", listEpochs, {})).rows.map(({ note }) => note),
};

async function orElse<T>(instead: T, code: CallRefused["code"], ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CallRefused && error.code === code) {
      return instead;
    }
    throw error;
  }
}
