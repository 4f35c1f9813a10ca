import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A wire between a client and a server that a test can cut and mend. */
export interface CuttableProxy {
  readonly port: number;
  /** Breaks every connection and takes no new one. */
  cut(): void;
  mend(): void;
  /** Loses the answer to the next request that contains these bytes: the server does the work, the client never hears. */
  loseAnswerTo(words: string): void;
  close(): Promise<void>;
}

export async function openProxy(target: { readonly host: string; readonly port: number }): Promise<CuttableProxy> {
  const sockets = new Set<Socket>();
  let isCut = false;
  let losing: string | undefined;
  const server = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const upstream = connect(target.port, target.host);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    let isDeaf = false;
    client.on("data", (bytes) => {
      if (losing !== undefined && bytes.includes(losing)) {
        losing = undefined;
        isDeaf = true;
        // The server gets it and acts; then the wire breaks.
        setTimeout(() => client.destroy(), 200);
      }
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (!isDeaf) {
        client.write(bytes);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true;
      for (const socket of sockets) {
        socket.destroy();
      }
    },
    mend() {
      isCut = false;
    },
    loseAnswerTo(words) {
      losing = words;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) {
          socket.destroy();
        }
      }),
  };
}

/** The same address with the proxy's port. */
export function through(url: string, proxy: CuttableProxy): string {
  const rerouted = new URL(url);
  rerouted.hostname = "127.0.0.1";
  rerouted.port = String(proxy.port);
  return rerouted.href;
}
