import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

interface Cost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

interface StoredPassword extends Cost {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Thrown when a stored hash is not one of ours: the row is damaged, the person did nothing wrong. */
export class PasswordHashError extends Error {
  override readonly name = "PasswordHashError";
}

// 32 MiB and about a tenth of a second per try: a guesser pays, a log-in hardly notices.
const currentCost: Cost = { n: 2 ** 15, r: 8, p: 1 };
const saltBytes = 16;
const hashBytes = 32;

// A hash of nothing anybody knows, at the present cost. An unknown user name is verified against it,
// so that the answer takes as long as for a known one.
const nobody: StoredPassword = { ...currentCost, salt: randomBytes(saltBytes), hash: randomBytes(hashBytes) };

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive(password, salt, currentCost, hashBytes);
  const { n, r, p } = currentCost;
  return `scrypt$n=${n},r=${r},p=${p}$${salt.toString("base64url")}$${hash.toString("base64url")}`;
}

/** `stored` is null for a user who does not exist: the same work is done, and the answer is no. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const expected = stored === null ? nobody : parse(stored);
  const actual = await derive(password, expected.salt, expected, expected.hash.length);
  return timingSafeEqual(actual, expected.hash) && stored !== null;
}

/** True when the hash was made with another cost than today's: hash again at the next log-in. */
export function needsRehash(stored: string): boolean {
  const { n, r, p } = parse(stored);
  return n !== currentCost.n || r !== currentCost.r || p !== currentCost.p;
}

function derive(password: string, salt: Buffer, cost: Cost, length: number): Promise<Buffer> {
  const { n, r, p } = cost;
  // Node refuses more than 32 MiB unless told; scrypt itself needs 128·N·r, and a little beside.
  const options = { N: n, r, p, maxmem: 256 * n * r };
  return new Promise((resolve, reject) => {
    // NFKC, so that a password typed through a full-width keyboard is the same password.
    scrypt(password.normalize("NFKC"), salt, length, options, (error, key) => {
      if (error) { reject(error); } else { resolve(key); }
    });
  });
}

function parse(stored: string): StoredPassword {
  const match = /^scrypt\$n=(\d{4,7}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{11,})\$([\w-]{43,})$/.exec(stored);
  if (!match) { throw new PasswordHashError("A stored password hash is not in our format."); }
  const [, n, r, p, salt = "", hash = ""] = match;
  return {
    n: Number(n),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt, "base64url"),
    hash: Buffer.from(hash, "base64url"),
  };
}
