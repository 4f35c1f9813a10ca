import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fromBase32, hotp, totpStepAt } from "../../api/src/kernel/crypto/totp.ts";
import { startDemo } from "../../tools/product.mjs";

/** Somebody the demo lets in, as the API writes it down after seeding. */
export interface DemoPerson {
  readonly role: string;
  readonly roleName: string;
  readonly name: string;
  readonly username: string;
  readonly password: string;
  readonly totpSecret: string;
  readonly area: string;
}

export interface Product {
  readonly url: string;
  readonly sandboxUrl: string;
  /** Where everything of this run lies; it goes when the product stops. */
  readonly folder: string;
  person(username: string): DemoPerson;
  /** The six digits on this person's authenticator, never the same twice: a code counts once. */
  codeOf(person: DemoPerson): Promise<string>;
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, "../..");

/** The sandbox, the API and both front ends on a county that was seeded a moment ago. */
export async function startProduct(): Promise<Product> {
  const parent = join(root, ".cache/e2e");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "run-"));
  const dataDir = join(folder, "data");
  mkdirSync(dataDir);
  const demo = await startDemo({ dataDir });
  const people = JSON.parse(readFileSync(join(dataDir, "demo-people.json"), "utf8")) as DemoPerson[];
  return {
    url: demo.url,
    sandboxUrl: demo.sandboxUrl,
    folder,
    person: (username) => found(people, username),
    codeOf: createAuthenticator(),
    async stop() {
      const lost = demo.lost();
      await demo.stop();
      rmSync(folder, { recursive: true, force: true });
      if (lost.length > 0) {
        throw new Error(lost.join("\n"));
      }
    },
  };
}

function found(people: readonly DemoPerson[], username: string): DemoPerson {
  const person = people.find((candidate) => candidate.username === username);
  if (!person) {
    throw new Error(`the demo has no ${username}`);
  }
  return person;
}

function createAuthenticator(): Product["codeOf"] {
  const lastSteps = new Map<string, number>();
  return async ({ username, totpSecret }) => {
    const secret = fromBase32(totpSecret);
    if (secret === null) {
      throw new Error(`the secret of ${username} is not base 32`);
    }
    const step = Math.max(totpStepAt(Date.now()), (lastSteps.get(username) ?? 0) + 1);
    // The next step is taken as well, for phones whose clock runs ahead; the one after that has to be waited for.
    await until(() => totpStepAt(Date.now()) >= step - 1);
    lastSteps.set(username, step);
    return hotp(secret, step);
  };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
