import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { consistencyOf, signedCheckpoint, type LogWithKeys } from "../../../proof/src/testing/small-log.ts";

/** What the played record answers; tests change it between two looks. */
export interface Play {
  entries: Uint8Array[];
  epoch: number;
  epochs: string[];
  /** Signs with these keys instead of its own. */
  signsAs?: LogWithKeys;
  /** Served in place of what the entries say. */
  checkpoint?: string | undefined;
  /** How proofs are answered: truly, from `entries`; from another tree; not at all. */
  provesFrom?: Uint8Array[] | null;
  /** Cuts every connection, or answers as a provider's page does. */
  isSilent?: boolean;
  isWall?: boolean;
  /** What becomes of cosignatures that are handed in. */
  hands?: "taken" | "held" | "refused" | "broken";
}

export interface PlayedLog {
  readonly url: string;
  readonly play: Play;
  /** Every note that was handed in, also those never answered. */
  readonly handed: string[];
  close(): Promise<void>;
}

/** A record over a real socket that can be told to lie. */
export async function openPlayedLog(keys: LogWithKeys, entries: Uint8Array[]): Promise<PlayedLog> {
  const play: Play = { entries, epoch: 0, epochs: [] };
  const handed: string[] = [];
  const server = createServer((request, response) => {
    if (play.isSilent === true) {
      request.socket.destroy();
    } else if (play.isWall === true) {
      response.writeHead(200, { "Content-Type": "text/html" }).end("<html>请先登录上网</html>");
    } else {
      void answer(keys, play, handed, request, response);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    play,
    handed,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

async function answer(keys: LogWithKeys, play: Play, handed: string[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "", "http://log");
  const json = (status: number, body: unknown) => response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  switch (url.pathname) {
    case "/api/trail/checkpoint":
      if (play.entries.length === 0) {
        return void json(404, { code: "trail.empty", message: "" });
      }
      return void response.end(play.checkpoint ?? signedCheckpoint(play.signsAs ?? keys, play.entries, { epoch: play.epoch }));
    case "/api/trail/proof/consistency":
      return prove(play, Number(url.searchParams.get("from")), Number(url.searchParams.get("to")), json);
    case "/api/trail/epochs":
      return void json(200, { rows: play.epochs.map((note) => ({ note })) });
    case "/api/trail/cosignatures": {
      let text = "";
      for await (const part of request) {
        text += String(part);
      }
      // Our own witness has written it.
      handed.push((JSON.parse(text) as { note: string }).note);
      return takeHand(play, json);
    }
    default:
      return void json(404, { code: "request.not_found", message: "" });
  }
}

function prove(play: Play, from: number, to: number, json: (status: number, body: unknown) => unknown): void {
  const entries = play.provesFrom === undefined ? play.entries : play.provesFrom;
  if (entries === null || to > entries.length) {
    json(404, { code: "trail.no_such_size", message: "" });
    return;
  }
  json(200, { from, to, proof: consistencyOf(entries, from, to) });
}

function takeHand({ hands = "taken" }: Play, json: (status: number, body: unknown) => unknown): void {
  if (hands === "taken") {
    json(200, { accepted: 1 });
  } else if (hands === "refused") {
    json(400, { code: "trail.cosignature_wrong", message: "" });
  } else if (hands === "broken") {
    json(502, "Bad Gateway");
  }
}
