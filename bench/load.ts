import { randomBytes } from "node:crypto";
import autocannon from "autocannon";

/** One stretch of load. The process that runs it lives as long as the bench and is told by messages what to do. */
export interface LoadOrder {
  readonly url: string;
  readonly path: string;
  readonly connections: number;
  readonly seconds: number;
  /** One for a list; for submitting many villagers, who take turns: each may send only so much a minute. */
  readonly tokens: readonly string[];
  /** JSON texts to send in turn; none means GET. */
  readonly bodies: readonly string[];
}

export interface LoadResult {
  readonly answered: number;
  readonly seconds: number;
  /** Anything but 2xx. A run that has some measured something else than it says. */
  readonly failed: number;
}

process.on("message", (order: LoadOrder) => {
  void run(order).then((result) => process.send?.(result));
});
process.on("disconnect", () => process.exit(0));

async function run(order: LoadOrder): Promise<LoadResult> {
  const result = await autocannon({
    url: order.url,
    connections: order.connections,
    duration: order.seconds,
    requests: [order.bodies.length === 0 ? getting(order) : posting(order)],
  });
  return { answered: result["2xx"], seconds: result.duration, failed: result.non2xx + result.errors + result.timeouts };
}

function getting({ path, tokens }: LoadOrder) {
  return { method: "GET", path, headers: { authorization: `Bearer ${tokens[0] ?? ""}` } };
}

let turn = 0;

/** Every request has its own key; villager by villager, each from an address of his own, as a proxy would tell. */
function posting({ path, tokens, bodies }: LoadOrder) {
  const base = { method: "POST", path };
  return {
    ...base,
    setupRequest: () => {
      turn += 1;
      const villager = turn % tokens.length;
      return {
        ...base,
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${tokens[villager] ?? ""}`,
          "idempotency-key": randomBytes(18).toString("base64url"),
          "x-forwarded-for": `10.0.${villager >> 8}.${villager & 255}`,
        },
        body: bodies[turn % bodies.length] ?? "",
      };
    },
  };
}
