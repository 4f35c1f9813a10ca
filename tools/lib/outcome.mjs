/** What a step came to. Names say which test failed or was skipped, and why. */
export const outcome = ({ passed = 0, failed = [], skipped = [], tail = [], logFile } = {}) => ({
  passed,
  failed,
  skipped,
  tail,
  logFile,
});

/** All steps together, as the last line and the exit code need them. */
export function total(outcomes) {
  return {
    passed: outcomes.reduce((sum, each) => sum + each.passed, 0),
    failed: outcomes.flatMap((each) => each.failed),
    skipped: outcomes.flatMap((each) => each.skipped),
  };
}

/** A skipped test proves nothing, so where everything must run it counts as a failure. */
export const isGood = ({ failed, skipped }, mayNotSkip) => failed.length === 0 && !(mayNotSkip && skipped.length > 0);

export const lastLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`;
