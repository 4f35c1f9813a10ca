import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

export interface FieldKey {
  readonly id: string;
  readonly key: Buffer;
}

/** Where a sealed value lives. A value moved to another row or column no longer opens. */
export interface FieldContext {
  readonly field: `${string}.${string}`;
  readonly rowId: string;
}

export interface FieldCipher {
  readonly seal: (plain: string, context: FieldContext) => string;
  readonly open: (sealed: string, context: FieldContext) => string;
  readonly keyIdOf: (sealed: string) => string;
  readonly needsReseal: (sealed: string) => boolean;
  /** The same value under the newest key, for rotation. */
  readonly reseal: (sealed: string, context: FieldContext) => string;
}

export type FieldCipherProblem = "malformed" | "unknown_key" | "tampered" | "bad_keys";

/** Never an expected no: a key is missing from the settings or somebody changed the database. */
export class FieldCipherError extends Error {
  override readonly name = "FieldCipherError";
  readonly problem: FieldCipherProblem;

  constructor(problem: FieldCipherProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

/** The first key seals; all of them open. Put the new key first, reseal, then drop the old one. */
export function createFieldCipher(keys: readonly FieldKey[]): FieldCipher {
  const newest = requireKeys(keys);
  const keyById = new Map(keys.map(({ id, key }) => [id, key]));

  const seal = (plain: string, context: FieldContext): string => {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv("aes-256-gcm", newest.key, iv, { authTagLength: tagBytes });
    cipher.setAAD(boundTo(newest.id, context));
    const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
    return [version, newest.id, ...[iv, cipher.getAuthTag(), text].map((part) => part.toString("base64url"))].join(".");
  };

  const open = (sealed: string, context: FieldContext): string => {
    const { keyId, iv, tag, text } = parse(sealed);
    const key = keyById.get(keyId);
    if (!key) { throw new FieldCipherError("unknown_key", `No field key with the id ${keyId} is configured.`); }
    const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes });
    decipher.setAAD(boundTo(keyId, context));
    decipher.setAuthTag(tag);
    const start = decipher.update(text);
    return Buffer.concat([start, finish(() => decipher.final(), context)]).toString("utf8");
  };

  const keyIdOf = (sealed: string): string => parse(sealed).keyId;
  const needsReseal = (sealed: string): boolean => keyIdOf(sealed) !== newest.id;
  const reseal = (sealed: string, context: FieldContext): string => seal(open(sealed, context), context);
  return { seal, open, keyIdOf, needsReseal, reseal };
}

const version = "v1";
const ivBytes = 12;
const tagBytes = 16;
const sealedForm = /^v1\.([\w-]{1,32})\.([\w-]{16})\.([\w-]{22})\.([\w-]*)$/;

interface SealedParts {
  readonly keyId: string;
  readonly iv: Buffer;
  readonly tag: Buffer;
  readonly text: Buffer;
}

function parse(sealed: string): SealedParts {
  const match = sealedForm.exec(sealed);
  if (!match) { throw new FieldCipherError("malformed", "A sealed field is not in the form v1.key.iv.tag.text."); }
  const [, keyId = "", iv = "", tag = "", text = ""] = match;
  return {
    keyId,
    iv: Buffer.from(iv, "base64url"),
    tag: Buffer.from(tag, "base64url"),
    text: Buffer.from(text, "base64url"),
  };
}

// JSON of an array keeps the parts apart: ("a.b", "c") can never read as ("a.bc", "").
function boundTo(keyId: string, context: FieldContext): Buffer {
  return Buffer.from(JSON.stringify([version, keyId, context.field, context.rowId]), "utf8");
}

function finish(final: () => Buffer, context: FieldContext): Buffer {
  try {
    return final();
  } catch {
    throw new FieldCipherError("tampered", `The sealed value of ${context.field} does not belong there or was changed.`);
  }
}

function requireKeys(keys: readonly FieldKey[]): FieldKey {
  const [newest] = keys;
  if (!newest) { throw new FieldCipherError("bad_keys", "At least one field key is needed."); }
  if (new Set(keys.map(({ id }) => id)).size !== keys.length) {
    throw new FieldCipherError("bad_keys", "Two field keys share one id.");
  }
  for (const { id, key } of keys) {
    if (!/^[\w-]{1,32}$/.test(id)) { throw new FieldCipherError("bad_keys", "A key id is 1 to 32 letters, digits, _ or -."); }
    if (key.length !== 32) { throw new FieldCipherError("bad_keys", `The field key ${id} must be 32 bytes.`); }
  }
  return newest;
}
