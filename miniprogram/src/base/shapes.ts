/** What may be asked of a value that comes from storage or from elsewhere. Pure, so that rules can be tested without a phone. */
export const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
