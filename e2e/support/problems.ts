import type { BrowserContext, Request, Response } from "playwright-core";

export interface Problems {
  /** What a journey brings about on purpose, by a part of its line: `404 GET /api/cases/`. */
  expect(part: string | RegExp): void;
  /** Everything else that went wrong since the last look. */
  take(): string[];
}

/** Listens to a whole browser context: page errors, the console's errors, lost requests and refusing answers. */
export function watchProblems(context: BrowserContext): Problems {
  let seen: string[] = [];
  // "Not yet" is how a phone that asks for its receipt learns to ask again.
  const expected: (string | RegExp)[] = ["409 POST /api/trail/receipts"];
  const note = (line: string): void => {
    seen.push(line);
  };
  context.on("weberror", (fault) => note(`page error: ${fault.error().stack ?? fault.error().message}`));
  context.on("console", (message) => {
    // Chromium says every refusing answer a second time here, without its address.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      note(`console: ${message.text()}`);
    }
  });
  context.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "failed";
    // A page that is left behind drops what it was still asking for.
    if (reason !== "net::ERR_ABORTED") {
      note(`${reason} ${lineOf(request)}`);
    }
  });
  context.on("response", (response: Response) => {
    if (response.status() >= 400) {
      note(`${response.status()} ${lineOf(response.request())}`);
    }
  });
  return {
    expect: (part) => void expected.push(part),
    take() {
      const open = seen.filter((line) => !expected.some((part) => (typeof part === "string" ? line.includes(part) : part.test(line))));
      seen = [];
      return open;
    },
  };
}

const lineOf = (request: Request): string => `${request.method()} ${new URL(request.url()).pathname}`;
