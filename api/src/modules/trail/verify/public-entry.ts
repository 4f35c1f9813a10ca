/** What a public form says, as far as the verifier holds it against the database. */
export interface PublicEntry {
  readonly id: string;
  readonly at: number;
  readonly kind: string;
  readonly subject: unknown;
  readonly area: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

export type PublicForm = { readonly sealed: string } | PublicEntry;

/** The form's content; undefined for bytes that are no form of ours. */
export function readForm(text: string): PublicForm | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
  if (typeof parsed !== "object" || parsed === null) {
    return undefined;
  }
  if ("sealed" in parsed) {
    return typeof parsed.sealed === "string" ? { sealed: parsed.sealed } : undefined;
  }
  return isEntry(parsed) ? parsed : undefined;
}

/** The commitments of an entry by field; undefined for a sealed form, which names none. */
export function fieldsOf(text: string): Readonly<Record<string, string>> | undefined {
  const form = readForm(text);
  return form && "fields" in form ? form.fields : undefined;
}

function isEntry(value: object): value is PublicEntry {
  const { id, at, kind, fields } = value as Partial<Record<keyof PublicEntry, unknown>>;
  return typeof id === "string" && typeof at === "number" && typeof kind === "string" && typeof fields === "object" && fields !== null;
}
