/** Runs named guarantees one after the other, says how each went, and counts. A failed one does not stop the rest. */
export function createReportCard() {
  let passed = 0;
  const failed: string[] = [];
  return {
    async check(guarantee: string, prove: () => unknown): Promise<void> {
      try {
        await prove();
        passed += 1;
        console.log(`ok      ${guarantee}`);
      } catch (error) {
        failed.push(guarantee);
        console.log(`FAILED  ${guarantee}\n        ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    /** True when all held. */
    finish(): boolean {
      console.log(`${passed} passed, ${failed.length} failed`);
      return failed.length === 0;
    },
  };
}

export type ReportCard = ReturnType<typeof createReportCard>;

export function must(holds: unknown, otherwise: string): asserts holds {
  if (!holds) {
    throw new Error(otherwise);
  }
}
