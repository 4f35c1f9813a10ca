import { createServer, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KeyStore } from "../../kernel/key-store.ts";
import { keyStoreContract } from "./key-store.contract.ts";
import { createRedisKeyStore, openRedis } from "./redis-key-store.ts";

const url = process.env["REDIS_URL"];

describe.skipIf(url === undefined)("the Redis key store (needs REDIS_URL)", () => {
  let redis: Awaited<ReturnType<typeof openRedis>>;
  let store: KeyStore;

  beforeAll(async () => {
    redis = await openRedis({ url: url ?? "", onError: () => undefined });
    store = createRedisKeyStore(redis, "cunqing-test:");
  });

  afterAll(() => redis.disconnect());

  keyStoreContract("Redis", () => store);

  it("two installations with different prefixes do not see each other's keys", async () => {
    const other = createRedisKeyStore(redis, "cunqing-other:");
    await store.set("shared name", "ours", 5000);
    expect(await other.get("shared name")).toBeNull();
  });

  it("after the connection was cut it works again without a restart", async () => {
    await store.set("before", "a", 60_000);
    const id = String(await redis.call("CLIENT", "ID"));
    await redis.call("CLIENT", "KILL", "ID", id, "SKIPME", "no").catch(() => undefined);
    await expect.poll(() => store.get("before").catch(() => "gone"), { timeout: 5000 }).toBe("a");
  });
});

describe("a Redis that cannot be reached", () => {
  it("is told once at the start, does not stop it, and every command rejects at once", async () => {
    const codes: string[] = [];
    const redis = await openRedis({ url: `redis://:hush@127.0.0.1:${await closedPort()}`, onError: (code) => codes.push(code) });
    const store = createRedisKeyStore(redis, "x:");
    const startedAt = performance.now();
    await expect(store.get("a")).rejects.toThrow(Error);
    await expect(store.increment("a", 1000)).rejects.toThrow(Error);
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect(codes).toContain("ECONNREFUSED");
    expect(codes.join()).not.toContain("hush");
    redis.disconnect();
  });

  it("that takes the connection and says nothing does not hang a caller for longer than the timeout", async () => {
    const silent = await silentServer();
    const startedAt = performance.now();
    const redis = await openRedis({ url: `redis://127.0.0.1:${silent.port}`, onError: () => undefined, commandTimeoutMs: 200 });
    await expect(createRedisKeyStore(redis, "x:").get("a")).rejects.toThrow(Error);
    expect(performance.now() - startedAt).toBeLessThan(2500);
    redis.disconnect();
    await silent.close();
  });
});

async function closedPort(): Promise<number> {
  const silent = await silentServer();
  await silent.close();
  return silent.port;
}

async function silentServer(): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}
