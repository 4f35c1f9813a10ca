const startedAt = Date.now();

/** Seconds since this program began, as people read them. */
export const elapsed = (since = startedAt) => `${((Date.now() - since) / 1_000).toFixed(1)} s`;

/** One line of progress with the time since the start in front. */
export function say(text) {
  console.log(`[${elapsed().padStart(8)}] ${text}`);
}

/** A reason a person can act on, then the end. The exit code says that nothing was started. */
export function giveUp(text) {
  console.error(text);
  process.exit(1);
}
